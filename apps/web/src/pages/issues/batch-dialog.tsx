import { Alert, Form, Input, Modal, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { useDictionary, useDistrict, useUnits } from '../../client/dictionary';
import { uuidv7 } from '../../client/uuid';
import { DayInput } from '../../components/day-input';
import { type BatchBody, type BatchResult, useBatch, versionsOf } from './batch-queries';
import { BatchOutcome } from './batch-outcome';
import type { IssueRow } from './queries';

interface BatchDialogProps {
  action: BatchBody['action'];
  rows: IssueRow[];
  onClose: () => void;
}

/** One action with many issues: what is to be said to all of them, then what became of each. */
export function BatchDialog({ action, rows, onClose }: BatchDialogProps) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const [form] = Form.useForm<BatchBody['body']>();
  const batch = useBatch();
  const [results, setResults] = useState<BatchResult[]>();
  const [fault, setFault] = useState<string>();
  // The same until an answer came: sent again after a broken line it does nothing twice.
  const id = useRef(uuidv7());
  const word = dictionary.word('action', action);

  const send = async (items: BatchBody['items']) => {
    setFault(undefined);
    try {
      const { items: told } = await batch.mutateAsync({
        ...{ id: id.current, action, items },
        body: form.getFieldsValue(true) as BatchBody['body'],
      });
      id.current = uuidv7();
      setResults((before) => [...(before ?? []).filter((row) => !told.some((one) => one.id === row.id)), ...told]);
    } catch (error) {
      setFault(sentenceOf(error));
    }
  };
  const failed = results?.filter(({ ok }) => !ok) ?? [];
  const retry = async () => {
    try {
      await send(await versionsOf(failed.filter(({ number }) => number !== null).map((row) => row.id)));
    } catch (error) {
      setFault(sentenceOf(error));
    }
  };
  return (
    <Modal
      open
      width={640}
      title={t('list.batch.title', { action: word, count: rows.length })}
      okText={results ? t('list.batch.retry', { count: failed.length }) : t('list.batch.confirm', { action: word })}
      cancelText={t(results ? 'list.batch.close' : 'projects.form.cancel')}
      okButtonProps={{ style: results && failed.length === 0 ? { display: 'none' } : undefined }}
      confirmLoading={batch.isPending}
      mask={{ closable: false }}
      onOk={() => (results ? void retry() : form.submit())}
      onCancel={onClose}
    >
      {fault && <Alert type="error" showIcon style={{ marginBottom: 16 }} title={fault} />}
      {results && <BatchOutcome results={results} rows={rows} action={word} />}
      <Form
        form={form}
        layout="vertical"
        style={{ display: results ? 'none' : undefined }}
        onFinish={() => void send(rows.map(({ id: row, version }) => ({ id: row, version })))}
      >
        {action === 'assign' && <AssignFields />}
        <Form.Item name="note" label={t('list.batch.note', { action: word })}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function AssignFields() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const units = useUnits();
  const options = (units.data?.items ?? [])
    .filter(({ active, kind }) => active && kind !== 'leadership')
    .map(({ id, name }) => ({ value: id, label: name }));
  const select = (mode?: 'multiple') => (
    <Select mode={mode} loading={units.isPending} showSearch={{ optionFilterProp: 'label' }} options={options} />
  );
  return (
    <>
      <Form.Item
        name="leadUnitId"
        label={t('issues.act.leadUnit')}
        rules={[{ required: true, message: t('issues.act.leadUnitRequired') }]}
      >
        {select()}
      </Form.Item>
      <Form.Item name="supportUnitIds" label={t('issues.act.supportUnits')}>
        {select('multiple')}
      </Form.Item>
      <Form.Item
        name="dueOn"
        label={t('issues.act.dueOn')}
        extra={t('list.batch.dueHint')}
        getValueFromEvent={(day: string | null) => day ?? undefined}
      >
        <DayInput first={today} allowClear />
      </Form.Item>
    </>
  );
}
