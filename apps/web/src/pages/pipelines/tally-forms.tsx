import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Form, type FormInstance, Input, InputNumber, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { AmountInput } from '../../components/amount-input';
import { MonthInput } from '../../components/day-input';
import { FormModal } from '../../components/form-modal';
import { amountOf, useAmountRule } from './amounts';
import { type Pipeline, type Stage, usePutTally, useRemoveTally } from './queries';

interface Values extends Record<string, unknown> {
  stageId: string;
  month: string;
  count: number;
  amount?: string;
  totalInvestment?: string;
  requested?: string;
  units?: number | null;
  sectors: { sector: string; count: number; amount?: string }[];
  correctionReason?: string;
}

/** Totals of a stage; a month that has some starts with them. */
export function TallyForm(props: { pipeline: Pipeline; stage?: Stage; month?: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const { today } = useDistrict();
  const { stages, year } = props.pipeline;
  const put = usePutTally();
  const rule = useAmountRule();
  const running = today.slice(0, 7);
  const month = props.month ?? (running < `${year}-12` ? running : `${year}-12`);
  const stageId = props.stage?.id ?? stages[0]?.id ?? '';
  const known = (of: string, at: string) =>
    stages.find(({ id }) => id === of)?.tallies.find((tally) => tally.month === at);
  const startOf = (of: string, at: string): Partial<Values> => {
    const tally = known(of, at);
    return {
      count: tally?.count,
      amount: tally?.amount ?? undefined,
      totalInvestment: tally?.totalInvestment ?? undefined,
      requested: tally?.requested ?? undefined,
      units: tally?.units,
      sectors: tally?.sectors.map((part) => ({ ...part, amount: part.amount ?? undefined })) ?? [],
    };
  };
  return (
    <FormModal<Values>
      title={t('pipelines.tally.title')}
      width={640}
      onClose={props.onClose}
      initial={{ stageId, month, ...startOf(stageId, month) }}
      labels={{
        count: t('pipelines.tally.count'),
        amount: t('pipelines.amount'),
        totalInvestment: t('pipelines.totalInvestment'),
        requested: t('pipelines.requested'),
        units: t('pipelines.tally.units'),
      }}
      submit={({ sectors, ...values }, version) =>
        put.mutateAsync({
          ...values,
          amount: amountOf(values.amount),
          totalInvestment: amountOf(values.totalInvestment),
          requested: amountOf(values.requested),
          units: values.units ?? null,
          sectors: sectors.map((part) => ({ ...part, amount: amountOf(part.amount) })),
          version: version ?? known(values.stageId, values.month)?.version,
        })
      }
      onChange={(changed, form: FormInstance<Values>) => {
        if (changed.stageId === undefined && changed.month === undefined) return;
        const of = form.getFieldValue('stageId') as string;
        const at = form.getFieldValue('month') as string;
        if (known(of, at)) form.setFieldsValue(startOf(of, at) as never);
      }}
    >
      <Alert type="info" style={{ marginBottom: 16 }} title={t('pipelines.tally.hint')} />
      <Flex gap="0 12px" wrap>
        <Form.Item name="stageId" label={t('pipelines.tally.stage')} style={{ flex: '1 1 180px' }}>
          <Select
            disabled={props.stage !== undefined}
            options={stages.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item
          name="month"
          label={t('pipelines.tally.month')}
          style={{ flex: '1 1 140px' }}
          rules={[{ required: true, message: t('pipelines.tally.monthRequired') }]}
        >
          <MonthInput last={running} />
        </Form.Item>
        <Form.Item
          name="count"
          label={t('pipelines.tally.count')}
          style={{ flex: '1 1 100px' }}
          rules={[{ required: true, message: t('pipelines.tally.countRequired') }]}
        >
          <InputNumber min={0} max={1_000_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="units" label={t('pipelines.tally.units')} style={{ flex: '1 1 100px' }}>
          <InputNumber min={0} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </Flex>
      <Form.Item noStyle dependencies={['stageId']}>
        {({ getFieldValue }) => {
          const counts = stages.find(({ id }) => id === getFieldValue('stageId'))?.counts ?? 'requested';
          const field = (name: 'amount' | 'totalInvestment' | 'requested', label: string) => (
            <Form.Item name={name} label={label} rules={[rule]} style={{ flex: '1 1 180px' }}>
              <AmountInput />
            </Form.Item>
          );
          return (
            <Flex gap="0 12px" wrap>
              {field('amount', word('stageAmount', counts))}
              {counts !== 'investment' && field('totalInvestment', t('pipelines.totalInvestment'))}
              {props.pipeline.kind === 'funds' &&
                counts !== 'requested' &&
                field('requested', t('pipelines.requested'))}
            </Flex>
          );
        }}
      </Form.Item>
      <Typography.Text>{t('pipelines.tally.sectors')}</Typography.Text>
      <Form.Item noStyle dependencies={['stageId']}>
        {({ getFieldValue }) => {
          const counts = stages.find(({ id }) => id === getFieldValue('stageId'))?.counts ?? 'requested';
          return <SectorFields what={word('stageAmount', counts)} />;
        }}
      </Form.Item>
    </FormModal>
  );
}

/** @param what which amount the stage adds up, in words */
function SectorFields({ what }: { what: string }) {
  const { t } = useTranslation();
  const rule = useAmountRule();
  return (
    <Form.List name="sectors">
      {(fields, { add, remove }) => (
        <Flex vertical gap={4}>
          {fields.map(({ key, name: index }) => (
            <Flex key={key} gap="0 8px" align="start" wrap>
              <Form.Item
                name={[index, 'sector']}
                style={{ flex: '1 1 130px', marginBottom: 4 }}
                rules={[{ required: true, whitespace: true, message: t('pipelines.nameRequired') }]}
              >
                <Input
                  maxLength={60}
                  aria-label={t('pipelines.tally.sector')}
                  placeholder={t('pipelines.tally.sector')}
                />
              </Form.Item>
              <Form.Item
                name={[index, 'count']}
                style={{ width: 90, marginBottom: 4 }}
                rules={[{ required: true, message: t('pipelines.tally.countRequired') }]}
              >
                <InputNumber
                  min={0}
                  precision={0}
                  aria-label={t('pipelines.tally.count')}
                  placeholder={t('pipelines.tally.count')}
                  style={{ width: '100%' }}
                />
              </Form.Item>
              <Form.Item name={[index, 'amount']} style={{ flex: '1 1 170px', marginBottom: 4 }} rules={[rule]}>
                <AmountInput aria-label={t('pipelines.tally.sectorAmount', { what })} placeholder={what} />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('pipelines.tally.removeSector')}
                onClick={() => remove(index)}
              />
            </Flex>
          ))}
          <div>
            <Button size="small" icon={<PlusOutlined />} onClick={() => add()}>
              {t('pipelines.tally.addSector')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  );
}

/** Takes totals back: an earlier month's, or the items, count again. */
export function RemoveTally({ stage, month, onClose }: { stage: Stage; month: string; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useRemoveTally(stage.id, month);
  return (
    <FormModal<{ reason: string; correctionReason?: string }>
      title={t('pipelines.tally.removeTitle', { stage: stage.name, month })}
      okText={t('pipelines.tally.remove')}
      onClose={onClose}
      initial={{}}
      labels={{}}
      submit={({ reason, correctionReason }) => remove.mutateAsync({ reason, correctionReason })}
    >
      <Typography.Paragraph type="secondary">{t('pipelines.tally.removeHint')}</Typography.Paragraph>
      <ReasonField />
    </FormModal>
  );
}

export function ReasonField() {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="reason"
      label={t('pipelines.withdraw.reason')}
      rules={[{ required: true, whitespace: true, min: 2, message: t('pipelines.withdraw.reasonRequired') }]}
    >
      <Input.TextArea maxLength={200} autoSize={{ minRows: 2, maxRows: 5 }} />
    </Form.Item>
  );
}
