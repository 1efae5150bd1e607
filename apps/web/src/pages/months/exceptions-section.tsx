import { App, Button, Flex, Form, Input, Pagination, Popconfirm, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sentenceOf } from '../../client/client';
import { useDistrict, useUnits } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { uuidv7 } from '../../client/uuid';
import { eveningAfter, TimeInput } from '../../components/day-input';
import { FormModal } from '../../components/form-modal';
import { Section } from '../../components/section';
import { type Tone, ToneTag } from '../../components/tone-tag';
import { type MonthException, useExceptions, useOpenException, useWithdraw } from './closing-queries';
import { shortTime } from './confirmation-words';
import type { Rollup } from './queries';

const PAGE_SIZE = 10;
const TONES: Record<MonthException['state'], Tone> = { open: 'warn', expired: 'calm', withdrawn: 'calm', done: 'info' };

/** How anything in the closed month could change: what was opened for a unit, and each correction with its reason. */
export function ExceptionsSection({ rollup, name }: { rollup: Rollup; name: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const me = useMe();
  const { month } = rollup;
  const [page, setPage] = useState(1);
  const [opening, setOpening] = useState(false);
  const exceptions = useExceptions(month, page, PAGE_SIZE);
  const withdraw = useWithdraw(month);
  const mayOpen = me.permissions.includes('month.close');
  if (!exceptions.data || (exceptions.data.total === 0 && !mayOpen)) return null;
  const { items, total } = exceptions.data;
  return (
    <Section
      title={t('closing.exceptions.title')}
      extra={mayOpen && <Button onClick={() => setOpening(true)}>{t('closing.exceptions.open')}</Button>}
    >
      {total === 0 && <Typography.Text type="secondary">{t('closing.exceptions.none')}</Typography.Text>}
      <Flex vertical gap={12}>
        {items.map((one) => (
          <div key={one.id} className="wrap-anywhere">
            <Flex gap={8} align="center" wrap>
              <ToneTag tone={TONES[one.state]}>{t(`closing.exceptions.state.${one.state}`)}</ToneTag>
              <span>
                {one.projectId ? (
                  <Link to={`/projects/${one.projectId}`}>{one.projectName}</Link>
                ) : (
                  [one.unitName, one.listName].filter(Boolean).join(' · ')
                )}
              </span>
              <Typography.Text type="secondary">
                {shortTime(one.openedAt)} {one.openedByName}
                {one.expiresAt && ` · ${t('closing.exceptions.until', { at: shortTime(one.expiresAt) })}`}
              </Typography.Text>
              {one.kind === 'opened' && (
                <Typography.Text type="secondary">
                  {one.uses > 0 ? t('closing.exceptions.uses', { count: one.uses }) : t('closing.exceptions.unused')}
                </Typography.Text>
              )}
              {mayOpen && one.state === 'open' && (
                <Popconfirm
                  title={t('closing.exceptions.withdrawConfirm')}
                  okText={t('closing.exceptions.withdraw')}
                  cancelText={t('closing.confirm.cancel')}
                  onConfirm={() =>
                    withdraw.mutateAsync(one.id).catch((error: unknown) => void message.error(sentenceOf(error)))
                  }
                >
                  <Button size="small">{t('closing.exceptions.withdraw')}</Button>
                </Popconfirm>
              )}
            </Flex>
            <div>{one.reason}</div>
          </div>
        ))}
      </Flex>
      <Pagination
        simple
        align="center"
        hideOnSinglePage
        current={page}
        pageSize={PAGE_SIZE}
        total={total}
        onChange={setPage}
      />
      {opening && <OpenForm rollup={rollup} name={name} onClose={() => setOpening(false)} />}
    </Section>
  );
}

function OpenForm({ rollup, name, onClose }: { rollup: Rollup; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const units = useUnits();
  const { today } = useDistrict();
  const open = useOpenException(rollup.month);
  const [id] = useState(uuidv7);
  const required = (field: 'unit' | 'list' | 'expires') => [
    { required: true, message: t(`closing.exceptions.${field}Required`) },
  ];
  type Values = { unitId: string; listId: string; reason: string; expiresAt: string };
  return (
    <FormModal<Values>
      title={t('closing.exceptions.openTitle', { month: name })}
      okText={t('closing.exceptions.confirm')}
      onClose={onClose}
      initial={{ expiresAt: eveningAfter(today, 3) }}
      labels={{}}
      submit={(values) => open.mutateAsync({ id, ...values })}
    >
      <Typography.Paragraph type="secondary">{t('closing.exceptions.what')}</Typography.Paragraph>
      <Form.Item name="unitId" label={t('closing.exceptions.unit')} rules={required('unit')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={units.data?.items.map(({ id: value, name: label }) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item name="listId" label={t('closing.exceptions.list')} rules={required('list')}>
        <Select options={rollup.lists.map(({ listId: value, name: label }) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="expiresAt" label={t('closing.exceptions.expires')} rules={required('expires')}>
        <TimeInput />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('closing.exceptions.reason')}
        rules={[{ required: true, whitespace: true, message: t('closing.exceptions.reasonRequired') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} placeholder={t('closing.reasonPlaceholder')} />
      </Form.Item>
    </FormModal>
  );
}
