import { Form, Input, Radio, Select, Typography } from 'antd';
import type { Rule } from 'antd/es/form';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useDictionary, useDistrict, useUnits } from '../../client/dictionary';
import { AmountInput } from '../../components/amount-input';
import { isAmount } from '../../components/amount-parts';
import { DayInput, MonthInput } from '../../components/day-input';
import { FormModal } from '../../components/form-modal';
import {
  type Basis,
  type MilestoneKind,
  type Project,
  useChangeProject,
  useCreateProject,
  usePeople,
  usePutMilestone,
  usePutPlan,
  usePutProgress,
} from './queries';

interface FormProps {
  project: Project;
  onClose: () => void;
}

const BASES: Basis[] = ['with-preliminary', 'without-preliminary'];
const MILESTONES: MilestoneKind[] = [
  'signed',
  'fulfilled',
  'started',
  'capped',
  'production',
  'operation',
  'capacity',
  'completed',
];

function useAmountRules(required = true): Rule[] {
  const { t } = useTranslation();
  return [
    { required, message: t('projects.form.amountRequired') },
    {
      validator: (_, value?: string | null) =>
        value === undefined || value === null || value === '' || isAmount(value)
          ? Promise.resolve()
          : Promise.reject(new Error(t('projects.form.amountWrong'))),
    },
  ];
}

function BasisItem() {
  const { t } = useTranslation();
  const { word } = useDictionary();
  return (
    <Form.Item
      name="basis"
      label={t('projects.form.basis')}
      rules={[{ required: true, message: t('projects.form.basisRequired') }]}
    >
      <Radio.Group options={BASES.map((code) => ({ value: code, label: word('basis', code) }))} />
    </Form.Item>
  );
}

/** 月度进展: starts with last month's basis and words; a month that has an entry starts with it. */
export function ProgressForm({ project, onClose }: FormProps) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { word } = useDictionary();
  const put = usePutProgress(project.id);
  const optionalAmount = useAmountRules(false);
  type Values = {
    month: string;
    completed: string;
    basis: Basis;
    physicalProgress: string;
    fundsReceived?: string | null;
    registryCompleted?: string | null;
  };
  const entryOf = (month: string) => project.progress.find((entry) => entry.month === month);
  /** What is there for the month, or what can be guessed from the entry before it. */
  const startOf = (month: string): Partial<Values> => {
    const entry = entryOf(month) ?? project.progress.find((before) => before.month < month);
    return {
      completed: entryOf(month)?.completed,
      basis: entry?.basis ?? 'without-preliminary',
      physicalProgress: entry?.physicalProgress ?? '',
      fundsReceived: entryOf(month)?.fundsReceived ?? undefined,
      registryCompleted: entryOf(month)?.registryCompleted ?? undefined,
    };
  };
  // The month after the last entry is mostly the one that is due; never a month that has not begun.
  const newest = project.progress[0]?.month;
  const after = newest ? dayjs(`${newest}-01`).add(1, 'month').format('YYYY-MM') : undefined;
  const month = after !== undefined && after <= today.slice(0, 7) ? after : today.slice(0, 7);
  return (
    <FormModal<Values>
      title={`${t('projects.form.progressTitle')}：${project.name}`}
      onClose={onClose}
      initial={{ month, ...startOf(month) }}
      labels={{
        completed: t('projects.form.monthly'),
        basis: t('projects.form.basis'),
        physicalProgress: t('projects.form.physical'),
        fundsReceived: t('projects.form.funds'),
        registryCompleted: t('projects.form.registry'),
      }}
      show={(field, value) => (field === 'basis' ? word('basis', String(value)) : String(value))}
      submit={(values, version) =>
        put.mutateAsync({
          ...values,
          fundsReceived: values.fundsReceived || null,
          registryCompleted: values.registryCompleted || null,
          version: version ?? entryOf(values.month)?.version,
        })
      }
      onChange={(changed, form) => {
        if (changed.month !== undefined) form.setFieldsValue(startOf(changed.month));
      }}
    >
      <Form.Item name="month" label={t('projects.form.month')} rules={[{ required: true }]}>
        <MonthInput last={today.slice(0, 7)} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before: Values, next: Values) => before.month !== next.month}>
        {({ getFieldValue }) => (
          <Typography.Paragraph type="secondary">
            {t(entryOf(getFieldValue('month') as string) ? 'projects.form.existing' : 'projects.form.prefilled')}
          </Typography.Paragraph>
        )}
      </Form.Item>
      <Form.Item
        name="completed"
        label={t('projects.form.monthly')}
        extra={t('projects.form.monthlyHint')}
        rules={useAmountRules()}
      >
        <AmountInput />
      </Form.Item>
      <BasisItem />
      <Form.Item name="fundsReceived" label={t('projects.form.funds')} rules={optionalAmount}>
        <AmountInput />
      </Form.Item>
      <Form.Item
        name="registryCompleted"
        label={t('projects.form.registry')}
        extra={t('projects.form.registryHint')}
        rules={optionalAmount}
      >
        <AmountInput />
      </Form.Item>
      <Form.Item name="physicalProgress" label={t('projects.form.physical')}>
        <Input.TextArea
          autoSize={{ minRows: 2 }}
          maxLength={500}
          placeholder={t('projects.form.physicalPlaceholder')}
        />
      </Form.Item>
    </FormModal>
  );
}

/** 年度计划 as revised from a month on. */
export function PlanForm({ project, year, onClose }: FormProps & { year: number }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { word } = useDictionary();
  const put = usePutPlan(project.id);
  type Values = { from: string; amount: string; basis: Basis };
  const newest = project.plans.find((plan) => plan.year === year);
  const thisMonth = today.slice(0, 7);
  const from = !newest ? `${year}-01` : thisMonth.startsWith(`${year}-`) ? thisMonth : newest.from;
  const versionOf = (month: string) => project.plans.find((plan) => plan.from === month)?.version;
  return (
    <FormModal<Values>
      title={`${t('projects.form.planTitle')}：${project.name}`}
      onClose={onClose}
      initial={{ from, amount: newest?.amount, basis: newest?.basis ?? 'with-preliminary' }}
      labels={{ amount: t('projects.form.planAmount'), basis: t('projects.form.basis') }}
      show={(field, value) => (field === 'basis' ? word('basis', String(value)) : String(value))}
      submit={(values, version) =>
        put.mutateAsync({
          ...values,
          year: Number(values.from.slice(0, 4)),
          version: version ?? versionOf(values.from),
        })
      }
    >
      <Form.Item
        name="from"
        label={t('projects.form.planFrom')}
        extra={t('projects.form.planHint')}
        rules={[{ required: true }]}
      >
        <MonthInput />
      </Form.Item>
      <Form.Item name="amount" label={t('projects.form.planAmount')} rules={useAmountRules()}>
        <AmountInput />
      </Form.Item>
      <BasisItem />
    </FormModal>
  );
}

/** 节点: planned and actual day of a step. */
export function MilestoneForm({ project, kind, onClose }: FormProps & { kind?: MilestoneKind }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { word } = useDictionary();
  const put = usePutMilestone(project.id);
  type Values = { kind: MilestoneKind; plannedOn: string | null; actualOn: string | null };
  const known = (code: MilestoneKind) => project.milestones.find((milestone) => milestone.kind === code);
  const startOf = (code?: MilestoneKind): Partial<Values> => ({
    plannedOn: (code && known(code)?.plannedOn) ?? null,
    actualOn: (code && known(code)?.actualOn) ?? null,
  });
  return (
    <FormModal<Values>
      title={`${t('projects.form.milestoneTitle')}：${project.name}`}
      onClose={onClose}
      initial={{ kind, ...startOf(kind) }}
      labels={{ plannedOn: t('projects.form.plannedOn'), actualOn: t('projects.form.actualOn') }}
      submit={(values, version) => put.mutateAsync({ ...values, version: version ?? known(values.kind)?.version })}
      onChange={(changed, form) => {
        if (changed.kind !== undefined) form.setFieldsValue(startOf(changed.kind));
      }}
    >
      <Form.Item
        name="kind"
        label={t('projects.form.step')}
        rules={[{ required: true, message: t('projects.form.stepRequired') }]}
      >
        <Select options={MILESTONES.map((code) => ({ value: code, label: word('milestone', code) }))} />
      </Form.Item>
      <Form.Item
        name="plannedOn"
        label={t('projects.form.plannedOn')}
        dependencies={['actualOn']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value: unknown) =>
              value || getFieldValue('actualOn')
                ? Promise.resolve()
                : Promise.reject(new Error(t('projects.form.dayRequired'))),
          }),
        ]}
      >
        <DayInput />
      </Form.Item>
      <Form.Item name="actualOn" label={t('projects.form.actualOn')}>
        <DayInput last={today} />
      </Form.Item>
    </FormModal>
  );
}

const CATEGORIES = ['industry', 'livelihood', 'basic'] as const;
type Category = (typeof CATEGORIES)[number];

type Facts = {
  name: string;
  totalInvestment: string;
  ownerName: string;
  industry: string;
  category: Category | null;
  address: string;
  unitId: string | null;
  officerId: string | null;
  leaderId: string | null;
  statisticsEligibleOn: string | null;
  statisticsEnteredOn: string | null;
};

/** 基本信息 of a project, or of a new one. */
export function FactsForm({
  project,
  onClose,
  onCreated,
}: Partial<FormProps> & {
  onClose: () => void;
  onCreated?: (id: string) => void;
}) {
  const { t } = useTranslation();
  const units = useUnits();
  const { word } = useDictionary();
  const officers = usePeople('officer', true);
  const leaders = usePeople('leader', true);
  const create = useCreateProject();
  const change = useChangeProject(project?.id ?? '');
  const named = (rows: { id: string; name: string }[] | undefined) =>
    rows?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const choices = {
    unitId: named(units.data?.items),
    officerId: named(officers.data?.items),
    leaderId: named(leaders.data?.items),
    category: CATEGORIES.map((value) => ({ value, label: word('category', value) })),
  };
  const labels = {
    name: t('projects.form.name'),
    totalInvestment: t('projects.one.totalInvestment'),
    ownerName: t('projects.one.owner'),
    industry: t('projects.one.industry'),
    category: t('projects.one.category'),
    address: t('projects.one.address'),
    unitId: t('projects.one.unit'),
    officerId: t('projects.one.officer'),
    leaderId: t('projects.one.leader'),
    statisticsEligibleOn: t('projects.one.eligible'),
    statisticsEnteredOn: t('projects.one.entered'),
  };
  const text = (field: 'ownerName' | 'industry' | 'address', maxLength: number) => (
    <Form.Item name={field} label={labels[field]}>
      <Input maxLength={maxLength} />
    </Form.Item>
  );
  const choice = (field: keyof typeof choices) => (
    <Form.Item name={field} label={labels[field]} normalize={(value?: string) => value ?? null}>
      <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={choices[field]} />
    </Form.Item>
  );
  return (
    <FormModal<Facts>
      title={t(project ? 'projects.form.editTitle' : 'projects.form.createTitle')}
      onClose={onClose}
      initial={project ?? { ownerName: '', industry: '', address: '' }}
      version={project?.version}
      labels={labels}
      show={(field, value) =>
        field in choices
          ? (choices[field as keyof typeof choices].find((option) => option.value === value)?.label ?? String(value))
          : String(value)
      }
      submit={async (values, version) => {
        if (project) await change.mutateAsync({ ...values, version });
        else onCreated?.((await create.mutateAsync(values)).id);
      }}
    >
      <Form.Item
        name="name"
        label={labels.name}
        rules={[{ required: true, whitespace: true, min: 2, message: t('projects.form.nameRequired') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="totalInvestment" label={labels.totalInvestment} rules={useAmountRules()}>
        <AmountInput />
      </Form.Item>
      {text('ownerName', 100)}
      {text('industry', 60)}
      {choice('category')}
      {text('address', 200)}
      {choice('unitId')}
      {choice('officerId')}
      {choice('leaderId')}
      <Form.Item name="statisticsEligibleOn" label={labels.statisticsEligibleOn}>
        <DayInput />
      </Form.Item>
      <Form.Item name="statisticsEnteredOn" label={labels.statisticsEnteredOn}>
        <DayInput />
      </Form.Item>
    </FormModal>
  );
}
