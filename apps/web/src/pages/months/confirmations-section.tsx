import { Alert, App, Button, Col, Flex, Form, Input, InputNumber, Row, Space, Table, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { uuidv7 } from '../../client/uuid';
import { useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Empty } from '../../components/empty';
import { FormModal } from '../../components/form-modal';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import { type Confirmation, useConfirm, useConfirmations, useSetConfirmRule, useUrge } from './closing-queries';
import { ConfirmationTag, shortTime } from './confirmation-words';
import { Percent } from './figure';

type Asked = { kind: 'urge' | 'confirm'; row: Confirmation } | { kind: 'rule' };

/** Who has confirmed the month and who has not, with the two rates. */
export function ConfirmationsSection({ month }: { month: string }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const me = useMe();
  const phone = useIsPhone();
  const confirmations = useConfirmations(month);
  const [asked, setAsked] = useState<Asked>();
  const { data } = confirmations;
  if (!data) return null;
  const mayClose = me.permissions.includes('month.close');
  const missing = (row: Confirmation): ReactNode => (row.withoutEntry > 0 ? row.withoutEntry : '—');
  const state = (row: Confirmation): ReactNode => (
    <>
      <ConfirmationTag row={row} dueOn={data.dueOn} today={today} />{' '}
      {row.confirmedAt && (
        <Typography.Text type="secondary">
          {t('closing.confirm.at', { at: shortTime(row.confirmedAt), name: row.confirmedByName ?? '' })}
        </Typography.Text>
      )}
      {row.againAt && (
        <Typography.Text type="secondary" style={{ display: 'block' }}>
          {t('closing.confirm.again', { at: shortTime(row.againAt), name: row.againByName ?? '' })}
        </Typography.Text>
      )}
      {row.reason && (
        <Typography.Text type="secondary" style={{ display: 'block' }}>
          {t('closing.confirm.inPlace', { reason: row.reason })}
        </Typography.Text>
      )}
      {row.changed > 0 && (
        <Typography.Text type="warning" style={{ display: 'block' }}>
          {t('closing.confirm.changed', { count: row.changed })}
        </Typography.Text>
      )}
      {row.urged > 0 && row.confirmedAt === null && (
        <Typography.Text type="secondary" style={{ display: 'block' }}>
          {t('closing.confirm.urged', { count: row.urged })}
        </Typography.Text>
      )}
    </>
  );
  const waits = (row: Confirmation) => row.mayConfirm && (row.confirmedAt === null || row.changed > 0);
  const actions = (row: Confirmation): ReactNode =>
    mayClose && waits(row) ? (
      <Space wrap size={4}>
        <Button size="small" onClick={() => setAsked({ kind: 'urge', row })}>
          {t('closing.confirm.urge')}
        </Button>
        <Button size="small" onClick={() => setAsked({ kind: 'confirm', row })}>
          {t('closing.confirm.forIt')}
        </Button>
      </Space>
    ) : null;
  const unit = (row: Confirmation): ReactNode =>
    mayClose || me.unitId === row.unitId || !me.roles.includes('head') ? (
      <Link to={`/months/${month}/confirm?unit=${row.unitId}`}>{row.unitName}</Link>
    ) : (
      row.unitName
    );
  return (
    <Section
      title={t('closing.confirm.section')}
      extra={
        (mayClose || me.roles.includes('administrator')) && (
          <Button type="link" size="small" onClick={() => setAsked({ kind: 'rule' })}>
            {t('closing.confirm.ruleEdit')}
          </Button>
        )
      }
    >
      <Flex vertical gap={12}>
        <Typography.Text type="secondary">
          {t('closing.confirm.rule', { day: data.dueOn, n: data.workingDay })}
          {data.estimated && t('closing.confirm.ruleEstimated')}
        </Typography.Text>
        {data.due === 0 ? (
          <Empty text={t('closing.confirm.nobody')} />
        ) : (
          <>
            <Row gutter={[12, 12]}>
              <Rate name={t('closing.confirm.rate')} value={data.rate} part={data.reported} whole={data.due} />
              <Rate
                name={t('closing.confirm.onTimeRate')}
                value={data.onTimeRate}
                part={data.onTime}
                whole={data.due}
              />
            </Row>
            {phone ? (
              <Flex vertical gap={12}>
                {data.items.map((row) => (
                  <div key={row.unitId} className="wrap-anywhere">
                    <Flex justify="space-between" gap={8} wrap>
                      <strong>{unit(row)}</strong>
                      <Typography.Text type="secondary">
                        {t('closing.confirm.projects')} {row.projects} · {t('closing.confirm.missing')} {missing(row)}
                      </Typography.Text>
                    </Flex>
                    <div>{state(row)}</div>
                    {actions(row)}
                  </div>
                ))}
              </Flex>
            ) : (
              <Table<Confirmation>
                size="small"
                rowKey="unitId"
                dataSource={data.items}
                pagination={data.items.length > 20 ? { pageSize: 20 } : false}
                columns={[
                  { title: t('closing.confirm.unit'), render: (_, row) => unit(row) },
                  { title: t('closing.confirm.projects'), align: 'right', dataIndex: 'projects' },
                  { title: t('closing.confirm.missing'), align: 'right', render: (_, row) => missing(row) },
                  {
                    title: t('closing.confirm.withoutPlan'),
                    align: 'right',
                    render: (_, row) => (row.withoutPlan > 0 ? row.withoutPlan : '—'),
                  },
                  { title: t('closing.confirm.state'), render: (_, row) => state(row) },
                  ...(mayClose ? [{ key: 'actions', render: (_: unknown, row: Confirmation) => actions(row) }] : []),
                ]}
              />
            )}
          </>
        )}
      </Flex>
      {asked?.kind === 'urge' && <UrgeForm month={month} row={asked.row} onClose={() => setAsked(undefined)} />}
      {asked?.kind === 'confirm' && <InPlaceForm month={month} row={asked.row} onClose={() => setAsked(undefined)} />}
      {asked?.kind === 'rule' && <RuleForm workingDay={data.workingDay} onClose={() => setAsked(undefined)} />}
    </Section>
  );
}

function Rate(props: { name: string; value: string | null; part: number; whole: number }) {
  const { t } = useTranslation();
  return (
    <Col xs={12} md={6}>
      <Typography.Text type="secondary">{props.name}</Typography.Text>
      <div style={{ fontSize: 22, fontWeight: 600 }}>
        <Percent value={props.value} />
      </div>
      <Typography.Text type="secondary">
        {t('closing.confirm.of', { part: props.part, whole: props.whole })}
      </Typography.Text>
    </Col>
  );
}

interface RowForm {
  month: string;
  row: Confirmation;
  onClose: () => void;
}

function UrgeForm({ month, row, onClose }: RowForm) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const urge = useUrge(month);
  const [id] = useState(uuidv7);
  return (
    <FormModal<{ note: string }>
      title={t('closing.confirm.urgeTitle', { unit: row.unitName })}
      onClose={onClose}
      initial={{ note: '' }}
      labels={{}}
      submit={async (values) => {
        await urge.mutateAsync({ id, unitId: row.unitId, ...values });
        void message.success(t('closing.confirm.urgeDone'));
      }}
    >
      <Form.Item name="note" label={t('closing.confirm.urgeNote')}>
        <Input.TextArea
          autoSize={{ minRows: 2 }}
          maxLength={200}
          placeholder={t('closing.confirm.urgeNotePlaceholder')}
        />
      </Form.Item>
    </FormModal>
  );
}

function InPlaceForm({ month, row, onClose }: RowForm) {
  const { t } = useTranslation();
  const confirm = useConfirm(month);
  return (
    <FormModal<{ reason: string }>
      title={t('closing.confirm.forItTitle', { unit: row.unitName })}
      onClose={onClose}
      initial={{}}
      labels={{}}
      submit={(values) => confirm.mutateAsync({ unitId: row.unitId, ...values })}
    >
      {row.withoutEntry > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={t('closing.gaps.entries', { count: row.withoutEntry })}
        />
      )}
      <Form.Item
        name="reason"
        label={t('closing.confirm.forItReason')}
        rules={[{ required: true, whitespace: true, message: t('closing.confirm.forItRequired') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} placeholder={t('closing.confirm.forItPlaceholder')} />
      </Form.Item>
    </FormModal>
  );
}

function RuleForm({ workingDay, onClose }: { workingDay: number; onClose: () => void }) {
  const { t } = useTranslation();
  const set = useSetConfirmRule();
  return (
    <FormModal<{ workingDay: number }>
      title={t('closing.confirm.ruleTitle')}
      onClose={onClose}
      initial={{ workingDay }}
      labels={{}}
      submit={(values) => set.mutateAsync(values)}
    >
      <Form.Item
        name="workingDay"
        label={t('closing.confirm.ruleLabel')}
        extra={t('closing.confirm.ruleHint')}
        rules={[{ required: true, type: 'integer', min: 1, max: 20, message: t('closing.confirm.ruleHint') }]}
      >
        <InputNumber min={1} max={20} precision={0} style={{ width: '100%' }} />
      </Form.Item>
    </FormModal>
  );
}
