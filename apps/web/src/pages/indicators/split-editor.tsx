import { Alert, App, Button, Flex, Input, Modal, Select, Table, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, sentenceOf } from '../../client/client';
import { useUnits } from '../../client/dictionary';
import { isAmount, typedAmount } from '../../components/amount-parts';
import { useIsPhone } from '../../components/use-is-phone';
import { type Detail, type SplitItem, useSplit } from './queries';

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
interface Part {
  unitId: string | null;
  name: string;
}
const keyOf = (unitId: string | null, month: number | 'year'): string => `${unitId ?? ''} ${month}`;

/** The target by month and by unit, on one sheet: a row each, the sums since January in the columns. */
export function SplitEditor({ indicator, onClose }: { indicator: Detail; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const units = useUnits();
  const phone = useIsPhone();
  const save = useSplit(indicator.id);
  const [fault, setFault] = useState<string>();
  const [reason, setReason] = useState<string>();
  const [parts, setParts] = useState<Part[]>(() => {
    const named = new Map(
      indicator.split.flatMap(({ unitId, unitName }) => (unitId ? [[unitId, unitName ?? '']] : [])),
    );
    return [
      { unitId: null, name: t('indicators.splitWhole') },
      ...[...named].map(([unitId, name]) => ({ unitId: unitId ?? null, name: name ?? '' })),
    ];
  });
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      indicator.split.map(({ month, unitId, target }) => [
        keyOf(unitId, month === null ? 'year' : Number(month.slice(5))),
        target,
      ]),
    ),
  );
  const put = (key: string, value: string) => setValues((before) => ({ ...before, [key]: value }));
  const wrong = Object.values(values).some((value) => value.trim() !== '' && !isAmount(typedAmount(value, 'wan')));
  const submit = async () => {
    const items = parts.flatMap(({ unitId }) =>
      (['year', ...MONTHS] as const).flatMap((month): SplitItem[] => {
        const typed = (values[keyOf(unitId, month)] ?? '').trim();
        const at = month === 'year' ? null : `${indicator.year}-${String(month).padStart(2, '0')}`;
        return typed === '' ? [] : [{ month: at, unitId, target: typedAmount(typed, 'wan') }];
      }),
    );
    setFault(undefined);
    try {
      const body = { items, version: indicator.version };
      await save.mutateAsync(reason?.trim() ? { ...body, correctionReason: reason.trim() } : body);
      void message.success(t('projects.form.saved'));
      onClose();
    } catch (error) {
      setFault(sentenceOf(error));
      if (error instanceof Problem && error.code === 'month-closed' && mayCorrect(error)) setReason(reason ?? '');
    }
  };
  const headOf = (month: number | 'year') =>
    month === 'year' ? t('indicators.splitYear') : t('indicators.splitMonth', { month });
  const input = (unitId: string | null, month: number | 'year') => {
    const key = keyOf(unitId, month);
    const value = values[key] ?? '';
    const bad = value.trim() !== '' && !isAmount(typedAmount(value, 'wan'));
    return (
      <Input
        size={phone ? 'medium' : 'small'}
        inputMode="decimal"
        aria-label={`${parts.find((part) => part.unitId === unitId)?.name ?? ''} ${headOf(month)}`}
        status={bad ? 'error' : undefined}
        value={value}
        onChange={({ target }) => put(key, target.value)}
      />
    );
  };
  const rest = units.data?.items.filter(({ id }) => !parts.some(({ unitId }) => unitId === id)) ?? [];
  return (
    <Modal
      open
      width={1200}
      title={t('indicators.splitTitle', { name: indicator.name })}
      okText={t('projects.form.save')}
      cancelText={t('projects.form.cancel')}
      okButtonProps={{ disabled: wrong }}
      confirmLoading={save.isPending}
      onOk={() => void submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Flex vertical gap={12}>
        <Typography.Text type="secondary">
          {t('indicators.splitHint')} {t('indicators.target')}：{indicator.target ?? t('indicators.noTarget')}
          {indicator.target && indicator.unit}
        </Typography.Text>
        {indicator.splitNote && <Alert type="info" showIcon title={indicator.splitNote} />}
        {fault && <Alert type="error" showIcon title={fault} />}
        {wrong && <Alert type="warning" showIcon title={t('indicators.notANumber')} />}
        {reason !== undefined && (
          <Input
            aria-label={t('indicators.reason')}
            placeholder={t('indicators.reason')}
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
        {phone ? (
          parts.map(({ unitId, name }) => (
            <div key={unitId ?? ''}>
              <Typography.Text strong>{name}</Typography.Text>
              <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr 1fr', gap: '4px 8px' }}>
                {(['year', ...MONTHS] as const).map((month) => (
                  <div key={month} style={month === 'year' ? { gridColumn: '1 / -1' } : undefined}>
                    <Typography.Text type="secondary" style={{ fontSize: 13 }}>
                      {headOf(month)}
                    </Typography.Text>
                    {unitId === null && month === 'year' ? <div>{indicator.target ?? '—'}</div> : input(unitId, month)}
                  </div>
                ))}
              </div>
            </div>
          ))
        ) : (
          <Table<Part>
            size="small"
            rowKey={({ unitId }) => unitId ?? ''}
            pagination={false}
            scroll={{ x: 1150 }}
            dataSource={parts}
            columns={[
              { title: '', dataIndex: 'name', width: 130, fixed: 'start' },
              {
                title: headOf('year'),
                width: 90,
                render: (_, { unitId }) => (unitId === null ? (indicator.target ?? '—') : input(unitId, 'year')),
              },
              ...MONTHS.map((month) => ({
                title: headOf(month),
                key: month,
                render: (_: unknown, { unitId }: Part) => input(unitId, month),
              })),
            ]}
          />
        )}
        <Flex gap={8} wrap>
          <Select
            style={{ width: 240 }}
            placeholder={t('indicators.splitAdd')}
            aria-label={t('indicators.splitAdd')}
            showSearch={{ optionFilterProp: 'label' }}
            value={null}
            options={rest.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id: string | null) => {
              const unit = rest.find((one) => one.id === id);
              if (unit) setParts([...parts, { unitId: unit.id, name: unit.name }]);
            }}
          />
          {(indicator.kind === 'amount' || indicator.kind === 'count') && indicator.target !== null && (
            <Button
              onClick={() =>
                MONTHS.forEach((month) => put(keyOf(null, month), twelfths(indicator.target ?? '0', month)))
              }
            >
              {t('indicators.splitEven')}
            </Button>
          )}
        </Flex>
      </Flex>
    </Modal>
  );
}

/** So many twelfths of the target, cut to its own decimals and two more at most; December is the target itself. */
function twelfths(target: string, month: number): string {
  if (month === 12) return target;
  const [whole = '0', fraction = ''] = target.replace('-', '').split('.');
  const digits = Math.min(4, fraction.length + 2);
  const units = BigInt(whole + fraction.padEnd(digits, '0')) * BigInt(month);
  const text = String(units / 12n).padStart(digits + 1, '0');
  const cut = `${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.?0+$/, '');
  return `${target.startsWith('-') ? '-' : ''}${cut}`;
}

/** The server says whether this person may correct with a reason. */
export const mayCorrect = (error: Problem): boolean =>
  (error.details as { mayCorrect?: boolean } | undefined)?.mayCorrect === true;
