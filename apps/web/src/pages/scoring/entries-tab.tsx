import { PaperClipOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Card, Flex, Form, Input, Modal, Pagination, Select, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { useDistrict, useUnits } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { uuidv7 } from '../../client/uuid';
import { DayInput } from '../../components/day-input';
import { Empty } from '../../components/empty';
import { FormModal } from '../../components/form-modal';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { ACCEPTED } from '../issues/send-file';
import { useProjects } from '../projects/queries';
import { Files, signedPoints } from './pieces';
import { type Entry, sendScoringFile, useAddEntry, useEntries, useScheme, useSchemes, useWithdraw } from './queries';

/** Bonuses and deductions with their evidence. */
export function EntriesTab() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { permissions } = useMe();
  const { get, set } = useAddress();
  const [adding, setAdding] = useState(false);
  const schemes = useSchemes();
  const mayWrite = permissions.includes('scoring.run');
  const entries = useEntries({ schemeId: get('scheme'), page: Number(get('page')) || 1, pageSize: 20 });
  return (
    <Flex vertical gap={12}>
      <Typography.Text type="secondary">{t('scoring.entries.hint')}</Typography.Text>
      <Flex wrap gap={8} justify="space-between">
        <Select
          style={{ width: phone ? '100%' : 360 }}
          aria-label={t('scoring.evaluation.scheme')}
          placeholder={t('scoring.evaluation.scheme')}
          allowClear
          value={get('scheme')}
          onChange={(scheme?: string) => set({ scheme })}
          options={schemes.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('scoring.entries.add')}
          </Button>
        )}
      </Flex>
      {!entries.data ? (
        <PageState error={entries.error} onRetry={() => void entries.refetch()} />
      ) : (
        <Card styles={{ body: { padding: phone ? '0 12px 12px' : '4px 20px 20px' } }}>
          {entries.data.items.length === 0 && <Empty text={t('scoring.entries.none')} />}
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {entries.data.items.map((entry, index) => (
              <EntryLine key={entry.id} entry={entry} first={index === 0} mayWrite={mayWrite} />
            ))}
          </ul>
          {entries.data.total > 20 && (
            <Flex justify="end" style={{ marginTop: 16 }}>
              <Pagination
                simple={phone}
                current={entries.data.page}
                pageSize={20}
                total={entries.data.total}
                showSizeChanger={false}
                onChange={(page) => set({ page: page === 1 ? undefined : String(page) })}
              />
            </Flex>
          )}
        </Card>
      )}
      {adding && <EntryForm scheme={get('scheme')} onClose={() => setAdding(false)} />}
    </Flex>
  );
}

function EntryLine({ entry, first, mayWrite }: { entry: Entry; first: boolean; mayWrite: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [withdrawing, setWithdrawing] = useState(false);
  const gone = entry.withdrawnReason !== null;
  const send = (file: File): false => {
    sendScoringFile('entries', entry.id, file).then(
      () => void message.success(t('scoring.entries.fileKept')),
      (error: unknown) => void message.error(sentenceOf(error)),
    );
    return false;
  };
  return (
    <li className="wrap-anywhere" style={{ padding: '12px 0', borderTop: first ? undefined : '1px solid #eceff3' }}>
      <Flex justify="space-between" gap={12}>
        <span style={{ minWidth: 0 }}>
          <strong>{entry.unitName}</strong> · {entry.itemName}
        </span>
        <strong style={{ flex: 'none', textDecoration: gone ? 'line-through' : undefined }}>
          {signedPoints(entry.points)}
        </strong>
      </Flex>
      <div>{[entry.projectName, entry.note].filter(Boolean).join('：')}</div>
      <Pieces
        of={[
          entry.occurredOn,
          t('scoring.drill.evidence', { text: entry.evidence }),
          entry.enteredByName,
          entry.schemeName,
        ]}
      />
      <Files files={entry.files} />
      {gone ? (
        <Typography.Text type="danger">
          {t('scoring.entries.withdrawn', { reason: entry.withdrawnReason ?? '' })}
        </Typography.Text>
      ) : (
        mayWrite && (
          <Flex gap={8} style={{ marginTop: 6 }}>
            <Upload accept={ACCEPTED} showUploadList={false} beforeUpload={send}>
              <Button size="small" icon={<PaperClipOutlined />}>
                {t('scoring.entries.addFile')}
              </Button>
            </Upload>
            <Button size="small" danger onClick={() => setWithdrawing(true)}>
              {t('scoring.entries.withdraw')}
            </Button>
          </Flex>
        )
      )}
      {withdrawing && <WithdrawForm id={entry.id} onClose={() => setWithdrawing(false)} />}
    </li>
  );
}

function WithdrawForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const withdraw = useWithdraw(id);
  const [form] = Form.useForm<{ reason: string }>();
  const submit = async () => {
    const { reason } = await form.validateFields();
    try {
      await withdraw.mutateAsync({ reason });
      onClose();
    } catch (error) {
      form.setFields([{ name: 'reason', errors: [sentenceOf(error)] }]);
    }
  };
  return (
    <Modal
      open
      title={t('scoring.entries.withdrawTitle')}
      okText={t('scoring.entries.withdraw')}
      cancelText={t('projects.form.cancel')}
      confirmLoading={withdraw.isPending}
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical">
        <Form.Item
          name="reason"
          label={t('scoring.entries.withdrawReason')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('scoring.entries.withdrawRequired') }]}
        >
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={300} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}

type Values = {
  schemeId: string;
  itemCode: string;
  unitId: string;
  projectId?: string;
  occurredOn: string;
  points: string;
  note: string;
  evidence: string;
};

function EntryForm({ scheme, onClose }: { scheme: string | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const schemes = useSchemes();
  const units = useUnits();
  const add = useAddEntry();
  const [id] = useState(uuidv7);
  const [chosen, setChosen] = useState<{ schemeId?: string; itemCode?: string; unitId?: string }>({ schemeId: scheme });
  const [q, setQ] = useState('');
  const whole = useScheme(chosen.schemeId);
  const projects = useProjects(
    { q: q.trim() || undefined, unitId: chosen.unitId, pageSize: 20 },
    chosen.unitId !== undefined,
  );
  const items = whole.data?.versions[0]?.rule.items.filter(({ kind }) => kind === 'manual') ?? [];
  const item = items.find(({ code }) => code === chosen.itemCode);
  return (
    <FormModal<Values>
      title={t('scoring.entries.add')}
      onClose={onClose}
      initial={{ schemeId: scheme, occurredOn: today }}
      labels={{}}
      onChange={(changed, form) => {
        setChosen((before) => ({ ...before, ...changed }));
        const only = items.find(({ code }) => code === changed.itemCode);
        if (only && only.least === only.most) form.setFieldsValue({ points: only.most });
        if (changed.schemeId !== undefined) form.setFieldsValue({ itemCode: undefined });
      }}
      submit={(values) => add.mutateAsync({ id, ...values, projectId: values.projectId ?? null })}
    >
      <Form.Item
        name="schemeId"
        label={t('scoring.evaluation.scheme')}
        rules={[{ required: true, message: t('scoring.evaluation.schemeRequired') }]}
      >
        <Select
          options={schemes.data?.items
            .filter(({ active }) => active)
            .map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item
        name="itemCode"
        label={t('scoring.entries.item')}
        extra={item?.note}
        rules={[{ required: true, message: t('scoring.entries.itemRequired') }]}
      >
        <Select disabled={items.length === 0} options={items.map(({ code, name }) => ({ value: code, label: name }))} />
      </Form.Item>
      <Form.Item
        name="unitId"
        label={t('scoring.unit')}
        rules={[{ required: true, message: t('scoring.entries.unitRequired') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={units.data?.items.map(({ id: value, name }) => ({ value, label: name }))}
        />
      </Form.Item>
      <Form.Item name="projectId" label={t('projects.lists.project')}>
        <Select
          allowClear
          disabled={chosen.unitId === undefined}
          showSearch={{ filterOption: false, onSearch: setQ }}
          options={projects.data?.items.map(({ id: value, name }) => ({ value, label: name }))}
        />
      </Form.Item>
      <Form.Item
        name="occurredOn"
        label={t('scoring.entries.day')}
        rules={[{ required: true, message: t('scoring.entries.dayRequired') }]}
      >
        <DayInput last={today} />
      </Form.Item>
      <Form.Item
        name="points"
        label={t('scoring.entries.points')}
        extra={item && t('scoring.entries.pointsHint', { least: item.least ?? '0', most: item.most ?? '0' })}
        rules={[{ required: true, message: t('scoring.entries.pointsRequired') }]}
      >
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('scoring.entries.note')}
        rules={[{ required: true, whitespace: true, message: t('scoring.entries.noteRequired') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} showCount />
      </Form.Item>
      <Form.Item
        name="evidence"
        label={t('scoring.entries.evidence')}
        extra={t('scoring.entries.evidenceHint')}
        rules={[{ required: true, whitespace: true, message: t('scoring.entries.evidenceRequired') }]}
      >
        <Input maxLength={300} />
      </Form.Item>
    </FormModal>
  );
}
