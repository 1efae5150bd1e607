import { Button, Flex, Form, type FormInstance, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useDictionary, useDistrict, useUnits } from '../../client/dictionary';
import { DayInput } from '../../components/day-input';
import { EstimatedMark } from '../../components/day-text';
import { JudgeFields, PartsFields, ReportFields, TargetField, VisitField } from './action-special-fields';
import { EvidenceField } from './evidence-field';
import { type Action, type ActionBody, type Issue, useHandlers } from './queries';

export type ActionValues = Omit<ActionBody, 'version' | 'id' | 'note'> & { note?: string };

const addDay = (day: string, count: number, unit: 'day' | 'week' | 'month') =>
  dayjs(day).add(count, unit).format('YYYY-MM-DD');

/** What is known already: the form starts with it. */
export function initialOf(action: Action, issue: Issue): Partial<ActionValues> {
  if (action === 'assign') {
    return {
      leadUnitId: issue.suggestedUnitId ?? undefined,
      supportUnitIds: issue.supportUnits.map(({ id }) => id),
      dueOn: issue.suggestedDueOn,
    };
  }
  if (action === 'grant-extension') return { dueOn: issue.extensionTo ?? undefined };
  if (action === 'transfer') return { supportUnitIds: issue.supportUnits.map(({ id }) => id) };
  if (action === 'split') return { parts: [{ title: '', description: '' }] };
  return action === 'delegate' ? { handlerId: issue.handlerId ?? undefined } : {};
}

interface ActionFieldsProps {
  action: Action;
  issue: Issue;
  form: FormInstance<ActionValues>;
}

/** What the action asks for beside words, by what the server says that it needs. */
export function ActionFields({ action, issue, form }: ActionFieldsProps) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const needs = useDictionary().needs[action] ?? [];
  const due = issue.dueOn ?? today;
  return (
    <>
      {action === 'assign' && <AssignFields issue={issue} today={today} />}
      {action === 'transfer' && <TransferFields issue={issue} today={today} />}
      {action === 'report' && <ReportFields issue={issue} />}
      {action === 'apply-closure' && <EvidenceField issue={issue} />}
      {needs.includes('target') && <TargetField issue={issue} />}
      {needs.includes('parts') && <PartsFields issue={issue} />}
      {needs.includes('light') && <JudgeFields today={today} />}
      {(action === 'verify' || action === 'reject-closure') && <VisitField issue={issue} />}
      {action === 'grant-extension' && (
        <Form.Item name="dueOn" label={t('issues.act.grantDueOn')}>
          <DayInput first={addDay(due, 1, 'day')} last={issue.extensionTo ?? undefined} />
        </Form.Item>
      )}
      {action === 'instruct' && (
        <Form.Item name="dueOn" label={t('issues.act.answerBy')} extra={t('issues.act.answerByHint')}>
          <DayInput first={today} allowClear />
        </Form.Item>
      )}
      {needs.includes('handler') && <HandlerField />}
      {action === 'return' && (
        <Form.Item name="suggestedUnitId" label={t('issues.act.suggestedUnit')}>
          <UnitSelect allowClear without={issue.leadUnitId} />
        </Form.Item>
      )}
      {needs.includes('due-day') && (
        <DayField
          name="dueOn"
          label={t('issues.act.newDueOn')}
          hint={t('issues.act.newDueOnHint', { day: due })}
          from={due}
          form={form}
        />
      )}
      {action === 'request-extension' && (
        <Form.Item name="measures" label={t('issues.act.measures')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
      )}
      {needs.includes('review-day') && (
        <DayField name="reviewOn" label={t('issues.act.reviewOn')} from={today} form={form} />
      )}
    </>
  );
}

function AssignFields({ issue, today }: { issue: Issue; today: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="leadUnitId"
        label={t('issues.act.leadUnit')}
        rules={[{ required: true, message: t('issues.act.leadUnitRequired') }]}
      >
        <UnitSelect />
      </Form.Item>
      <Form.Item name="supportUnitIds" label={t('issues.act.supportUnits')}>
        <UnitSelect mode="multiple" />
      </Form.Item>
      <Form.Item
        name="dueOn"
        label={t('issues.act.dueOn')}
        extra={
          <>
            {t('issues.act.dueOnSuggested', { day: issue.suggestedDueOn })}
            {issue.suggestedEstimated && <EstimatedMark />}
          </>
        }
        rules={[{ required: true, message: t('issues.act.dayRequired') }]}
      >
        <DayInput first={today} />
      </Form.Item>
    </>
  );
}

/** Another department leads; the deadline is left to the rule unless a day is chosen. */
function TransferFields({ issue, today }: { issue: Issue; today: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="leadUnitId"
        label={t('issues.act.leadUnit')}
        rules={[{ required: true, message: t('issues.act.leadUnitRequired') }]}
      >
        <UnitSelect without={issue.leadUnitId} />
      </Form.Item>
      <Form.Item name="supportUnitIds" label={t('issues.act.supportUnits')}>
        <UnitSelect mode="multiple" />
      </Form.Item>
      <Form.Item name="dueOn" label={t('issues.act.transferDueOn')}>
        <DayInput first={today} allowClear />
      </Form.Item>
    </>
  );
}

interface UnitSelectProps {
  id?: string;
  value?: string | string[];
  onChange?: (value: string | string[]) => void;
  mode?: 'multiple';
  allowClear?: boolean;
  without?: string | null;
}

/** Units that can be given an issue: not the leaders, not those that were closed. */
function UnitSelect({ without, ...props }: UnitSelectProps) {
  const units = useUnits();
  const options = (units.data?.items ?? [])
    .filter(({ id, active, kind }) => active && kind !== 'leadership' && id !== without)
    .map(({ id, name }) => ({ value: id, label: name }));
  return <Select {...props} loading={units.isPending} showSearch={{ optionFilterProp: 'label' }} options={options} />;
}

function HandlerField() {
  const { t } = useTranslation();
  const handlers = useHandlers(true);
  return (
    <Form.Item
      name="handlerId"
      label={t('issues.act.handler')}
      rules={[{ required: true, message: t('issues.act.handlerRequired') }]}
    >
      <Select
        loading={handlers.isPending}
        notFoundContent={handlers.isPending ? t('shell.loading') : t('issues.act.noHandlers')}
        options={handlers.data?.map(({ id, name, title }) => ({
          value: id,
          label: title ? `${name}（${title}）` : name,
        }))}
      />
    </Form.Item>
  );
}

interface DayFieldProps {
  name: 'dueOn' | 'reviewOn';
  label: string;
  hint?: string;
  /** The day after this one is the first that can be chosen. */
  from: string;
  form: FormInstance<ActionValues>;
}

/** A day to come, mostly one of three. */
function DayField({ name, label, hint, from, form }: DayFieldProps) {
  const { t } = useTranslation();
  const usual = [
    [t('issues.act.inWeek'), addDay(from, 1, 'week')],
    [t('issues.act.inTwoWeeks'), addDay(from, 2, 'week')],
    [t('issues.act.inMonth'), addDay(from, 1, 'month')],
  ] as const;
  return (
    <>
      <Form.Item
        name={name}
        label={label}
        extra={hint}
        style={{ marginBottom: 8 }}
        rules={[{ required: true, message: t('issues.act.dayRequired') }]}
      >
        <DayInput first={addDay(from, 1, 'day')} />
      </Form.Item>
      <Flex wrap gap={8} style={{ marginBottom: 20 }}>
        {usual.map(([text, day]) => (
          <Button
            key={text}
            onClick={() => {
              form.setFieldValue(name, day);
              void form.validateFields([name]);
            }}
          >
            {text}
          </Button>
        ))}
      </Flex>
    </>
  );
}
