import { useQueryClient } from '@tanstack/react-query';
import { AutoComplete, Button, Form, type FormInstance, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary, useDistrict, useUnits } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { uuidv7 } from '../../client/uuid';
import { AmountInput } from '../../components/amount-input';
import { DayInput, MonthInput } from '../../components/day-input';
import { FormModal } from '../../components/form-modal';
import { projectQuery, ProjectSelect } from '../issues/project-select';
import { amountOf, useAmountRule } from './amounts';
import { type Item, type Passage, type Pipeline, useChangeItem, useCreateItem, usePass, useWithdraw } from './queries';
import { ReasonField } from './tally-forms';

interface ItemValues extends Record<string, unknown> {
  name: string;
  sector?: string;
  projectId?: string | null;
  unitId?: string | null;
  totalInvestment?: string | null;
  requested?: string | null;
  note?: string;
  from?: string | null;
  correctionReason?: string;
}

/** A new item, or what is known of one. */
export function ItemForm({ pipeline, item, onClose }: { pipeline: Pipeline; item?: Item; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const units = useUnits();
  const rule = useAmountRule();
  const create = useCreateItem(pipeline.id);
  const change = useChangeItem(pipeline.id, item?.id ?? '');
  // Sent again after no answer came, it is still the same one.
  const [id] = useState(uuidv7);
  const keeps = me.permissions.includes('pipeline.write');
  const client = useQueryClient();
  /** What is known of the project, where nothing was written yet. */
  const fill = async (projectId: string, form: FormInstance<ItemValues>) => {
    const project = await client.fetchQuery(projectQuery(projectId)).catch(() => undefined);
    if (!project || form.getFieldValue('projectId') !== projectId) return;
    const known = { name: project.name, totalInvestment: project.totalInvestment, unitId: project.unitId ?? undefined };
    for (const [name, value] of Object.entries(known)) {
      if (!form.getFieldValue(name)) form.setFieldsValue({ [name]: value });
    }
  };
  const unitName = (value: unknown) => units.data?.items.find((unit) => unit.id === value)?.name ?? '—';
  return (
    <FormModal<ItemValues>
      title={t(item ? 'pipelines.item.edit' : 'pipelines.item.create')}
      onClose={onClose}
      initial={item ? { ...item, projectId: item.projectId ?? undefined, unitId: item.unitId ?? undefined } : {}}
      version={item?.version}
      labels={{
        name: t('pipelines.item.name'),
        sector: t('pipelines.item.sector'),
        unitId: t('pipelines.item.unit'),
        totalInvestment: t('pipelines.totalInvestment'),
        requested: t('pipelines.requested'),
        note: t('pipelines.item.note'),
      }}
      show={(field, value) => (field === 'unitId' ? unitName(value) : String(value))}
      submit={({ name, sector = '', projectId, unitId, totalInvestment, requested, note = '', ...more }, version) => {
        const facts = {
          ...{ name, sector, note, projectId: projectId ?? null },
          ...{ totalInvestment: amountOf(totalInvestment), requested: amountOf(requested) },
          // A department's own is the server's to fill in.
          ...(keeps ? { unitId: unitId ?? null } : {}),
        };
        return item
          ? change.mutateAsync({
              ...{ ...facts, from: more.from ?? undefined, version },
              correctionReason: more.correctionReason,
            })
          : create.mutateAsync({ ...facts, id });
      }}
      onChange={({ projectId }, form) => void (projectId && fill(projectId, form))}
    >
      <Form.Item
        name="projectId"
        label={t('pipelines.item.project')}
        extra={item ? undefined : t('pipelines.item.projectHint')}
      >
        <ProjectSelect />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('pipelines.item.name')}
        rules={[{ required: true, whitespace: true, message: t('pipelines.item.nameRequired') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="sector" label={t('pipelines.item.sector')}>
        <AutoComplete options={pipeline.sectors.map((sector) => ({ value: sector }))} />
      </Form.Item>
      <Form.Item name="totalInvestment" label={t('pipelines.totalInvestment')} rules={[rule]}>
        <AmountInput />
      </Form.Item>
      {pipeline.kind === 'funds' && (
        <Form.Item name="requested" label={t('pipelines.requested')} rules={[rule]}>
          <AmountInput />
        </Form.Item>
      )}
      {keeps && (
        <Form.Item name="unitId" label={t('pipelines.item.unit')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={units.data?.items.map((unit) => ({ value: unit.id, label: unit.name }))}
          />
        </Form.Item>
      )}
      <Form.Item name="note" label={t('pipelines.item.note')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
      {item && (
        <Form.Item name="from" label={t('pipelines.item.from')} extra={t('pipelines.item.fromHint')}>
          <MonthInput allowClear />
        </Form.Item>
      )}
    </FormModal>
  );
}

interface PassageValues extends Record<string, unknown> {
  stageId: string;
  passedOn: string;
  amount?: string | null;
  note?: string;
  correctionReason?: string;
}

/** The item passed a stage: the next one is proposed, one that it has passed starts with what is there. */
export function PassageForm(props: {
  pipeline: Pipeline;
  item: Item;
  passage?: Passage;
  onWithdraw: (passage: Passage) => void;
  onClose: () => void;
}) {
  const { pipeline, item, passage } = props;
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { word } = useDictionary();
  const rule = useAmountRule();
  const pass = usePass(pipeline.id, item.id);
  const known = (stageId: string) => item.passages.find((passage) => passage.stageId === stageId);
  const startOf = (stageId: string): PassageValues => {
    const there = known(stageId);
    return { stageId, passedOn: there?.passedOn ?? today, amount: there?.amount ?? undefined, note: there?.note ?? '' };
  };
  const way = pipeline.stages.filter(({ aside }) => !aside);
  const last = Math.max(...way.map(({ id }, at) => (known(id) ? at : -1)));
  const next = way[last + 1] ?? way.find(({ id }) => !known(id)) ?? way.at(-1) ?? pipeline.stages[0];
  return (
    <FormModal<PassageValues>
      title={`${t('pipelines.pass.title')}：${item.name}`}
      onClose={props.onClose}
      initial={startOf(props.passage?.stageId ?? next?.id ?? '')}
      version={props.passage?.version}
      labels={{
        passedOn: t('pipelines.pass.on'),
        amount: t('pipelines.amount'),
        note: t('pipelines.pass.note'),
      }}
      submit={({ stageId, passedOn, amount, note = '', correctionReason }, version) =>
        pass.mutateAsync({
          ...{ stageId, passedOn, amount: amountOf(amount), note },
          version: version ?? known(stageId)?.version,
          correctionReason,
        })
      }
      onChange={(changed, form: FormInstance<PassageValues>) => {
        if (changed.stageId !== undefined) form.setFieldsValue(startOf(changed.stageId) as never);
      }}
    >
      <Form.Item
        name="stageId"
        label={t('pipelines.pass.stage')}
        rules={[{ required: true, message: t('pipelines.pass.stageRequired') }]}
      >
        <Select
          disabled={props.passage !== undefined}
          options={pipeline.stages.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item
        name="passedOn"
        label={t('pipelines.pass.on')}
        rules={[{ required: true, message: t('pipelines.pass.onRequired') }]}
      >
        <DayInput last={today} />
      </Form.Item>
      <Form.Item noStyle dependencies={['stageId']}>
        {({ getFieldValue }) => {
          const counts = pipeline.stages.find(({ id }) => id === getFieldValue('stageId'))?.counts ?? 'requested';
          const what = word('stageAmount', counts);
          const own = counts === 'requested' || counts === 'investment';
          return (
            <Form.Item
              name="amount"
              label={t('pipelines.pass.amount', { what })}
              extra={own ? t('pipelines.pass.amountOwn', { what }) : t('pipelines.pass.amountHint')}
              rules={[rule]}
            >
              <AmountInput />
            </Form.Item>
          );
        }}
      </Form.Item>
      <Form.Item name="note" label={t('pipelines.pass.note')} extra={t('pipelines.pass.noteHint')}>
        <Input maxLength={200} />
      </Form.Item>
      {passage && (
        <Button danger type="link" style={{ padding: 0 }} onClick={() => props.onWithdraw(passage)}>
          {t('pipelines.withdraw.title', { stage: passage.stageName })}
        </Button>
      )}
    </FormModal>
  );
}

/** Takes a passage back: it was an error, or it fell through on a day. */
export function WithdrawForm(props: { pipeline: Pipeline; item: Item; passage: Passage; onClose: () => void }) {
  const { passage } = props;
  const { t } = useTranslation();
  const { today } = useDistrict();
  const withdraw = useWithdraw(props.pipeline.id, props.item.id, passage.stageId);
  return (
    <FormModal<{ how: 'wrong' | 'later'; withdrawnOn?: string; reason: string; correctionReason?: string }>
      title={t('pipelines.withdraw.title', { stage: passage.stageName })}
      okText={t('pipelines.withdraw.open')}
      onClose={props.onClose}
      initial={{ how: 'wrong', withdrawnOn: today }}
      version={passage.version}
      labels={{}}
      submit={({ how, withdrawnOn, reason, correctionReason }, version) =>
        withdraw.mutateAsync({
          reason,
          withdrawnOn: how === 'later' ? withdrawnOn : undefined,
          version: version ?? passage.version,
          correctionReason,
        })
      }
    >
      <Form.Item name="how" label={t('pipelines.withdraw.how')}>
        <Radio.Group
          vertical
          options={[
            { value: 'wrong', label: t('pipelines.withdraw.wrong') },
            { value: 'later', label: t('pipelines.withdraw.later') },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['how']}>
        {({ getFieldValue }) =>
          getFieldValue('how') === 'later' && (
            <Form.Item
              name="withdrawnOn"
              label={t('pipelines.withdraw.on')}
              rules={[{ required: true, message: t('pipelines.withdraw.onRequired') }]}
            >
              <DayInput first={passage.passedOn} last={today} />
            </Form.Item>
          )
        }
      </Form.Item>
      <ReasonField />
    </FormModal>
  );
}
