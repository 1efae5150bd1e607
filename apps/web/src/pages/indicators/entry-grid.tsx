import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Flex, Input, Table, type TableColumnsType, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, sentenceOf } from '../../client/client';
import { isAmount, typedAmount } from '../../components/amount-parts';
import { Empty } from '../../components/empty';
import { useIsPhone } from '../../components/use-is-phone';
import { Value } from './figures';
import { type ActualBody, type Board, type Figures, putActual, readActuals, type Row } from './queries';
import { mayCorrect } from './split-editor';

/** What may be entered: an indicator, or a unit's part of it. */
interface Entry {
  key: string;
  row: Row;
  unitId: string | null;
  name: string;
  figures: Figures;
}
interface Typed {
  value?: string;
  yearBefore?: string;
  note?: string;
}
type Told = { ok: true } | { ok: false; message: string };

const entriesOf = (board: Board): Entry[] =>
  board.items.flatMap((group) =>
    [group, ...group.children].flatMap((row): Entry[] => [
      ...(row.mayEnter && (row.level === 2 || row.target !== null || row.actual !== null)
        ? [{ key: row.id, row, unitId: null, name: `${row.code}\u3000${row.name}`, figures: row }]
        : []),
      ...row.units
        .filter(({ mayEnter }) => mayEnter)
        .map((part) => ({
          ...{ key: `${row.id} ${part.unitId}`, row, unitId: part.unitId, figures: part },
          name: `${row.code}\u3000${row.name} · ${part.unitName}`,
        })),
    ]),
  );

const plain = (text: string): string => typedAmount(text.trim(), 'wan');

/** All that a person may enter for a month on one page, filled in with what is known; only what was changed is saved. */
export function EntryGrid({ board }: { board: Board }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [typed, setTyped] = useState<Record<string, Typed>>({});
  const [told, setTold] = useState<Record<string, Told>>({});
  const [saving, setSaving] = useState(false);
  const [reason, setReason] = useState<string>();
  const entries = entriesOf(board);
  if (entries.length === 0) {
    return (
      <Card>
        <Empty text={t('indicators.entryNone')} />
      </Card>
    );
  }
  const own = ({ figures }: Entry): string =>
    figures.actualMonth === board.month && figures.actualFrom === 'entered' ? (figures.actual ?? '') : '';
  const isWrong = (value: string | undefined): boolean =>
    value !== undefined && value.trim() !== '' && !isAmount(plain(value));
  const changed = entries.filter((entry) => {
    const { value, yearBefore, note } = typed[entry.key] ?? {};
    const is = plain(value ?? own(entry));
    if (is === '' || isWrong(value) || isWrong(yearBefore)) return false;
    return is !== own(entry) || (yearBefore ?? '').trim() !== '' || note !== undefined;
  });
  const put = (key: string, change: Typed) => {
    setTyped((before) => ({ ...before, [key]: { ...before[key], ...change } }));
    setTold((before) => Object.fromEntries(Object.entries(before).filter(([one]) => one !== key)));
  };

  const save = async () => {
    setSaving(true);
    const outcome: Record<string, Told> = {};
    for (const entry of changed) {
      const { value, yearBefore, note } = typed[entry.key] ?? {};
      const body: ActualBody = { value: plain(value ?? own(entry)), unitId: entry.unitId };
      if ((yearBefore ?? '').trim() !== '') body.yearBefore = plain(yearBefore ?? '');
      if (note !== undefined) body.note = note;
      if (reason?.trim()) body.correctionReason = reason.trim();
      try {
        // Whoever has entered it since this page was read is not overwritten unseen.
        const there = (await readActuals(entry.row.id, board.month)).items.find(
          ({ unitId }) => unitId === entry.unitId,
        );
        if (there && there.value !== own(entry) && there.value !== body.value)
          throw new Problem(409, 'stale', t('projects.form.stale'));
        await putActual(entry.row.id, board.month, there ? { ...body, version: there.version } : body);
        outcome[entry.key] = { ok: true };
      } catch (error) {
        outcome[entry.key] = { ok: false, message: sentenceOf(error) };
        if (error instanceof Problem && error.code === 'month-closed' && mayCorrect(error)) setReason(reason ?? '');
      }
    }
    await Promise.all(['indicators', 'rollups'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    const failed = Object.values(outcome).filter(({ ok }) => !ok).length;
    setTold(outcome);
    setTyped((before) => Object.fromEntries(Object.entries(before).filter(([key]) => !outcome[key]?.ok)));
    setSaving(false);
    if (failed > 0) void message.warning(t('indicators.entryFailed', { count: failed }));
    else void message.success(t('indicators.entryDone', { count: changed.length }));
  };

  const field = (entry: Entry, name: keyof Typed, label: string) => {
    const value = typed[entry.key]?.[name] ?? (name === 'value' ? own(entry) : '');
    return (
      <Input
        aria-label={`${entry.name} ${label}`}
        inputMode={name === 'note' ? undefined : 'decimal'}
        maxLength={name === 'note' ? 200 : 20}
        status={name !== 'note' && isWrong(value) ? 'error' : undefined}
        value={value}
        suffix={name === 'value' ? entry.row.unit : undefined}
        onChange={({ target }) => put(entry.key, { [name]: target.value })}
      />
    );
  };
  const state = ({ key }: Entry) => {
    const one = told[key];
    if (!one) return null;
    return one.ok ? (
      <Typography.Text type="success">{t('indicators.entrySaved')}</Typography.Text>
    ) : (
      <Typography.Text type="danger">{one.message}</Typography.Text>
    );
  };
  const labels = {
    value: t('indicators.entryValue'),
    yearBefore: t('indicators.entryYearBefore'),
    note: t('indicators.entryNote'),
  };
  const columns: TableColumnsType<Entry> = [
    { title: t('indicators.name'), width: 300, dataIndex: 'name' },
    {
      title: t('indicators.target'),
      align: 'right',
      render: (_, { row, figures }) => <Value value={figures.target} unit={row.unit} />,
    },
    {
      title: t('indicators.yearBefore'),
      align: 'right',
      render: (_, { row, figures }) => (
        <Value value={figures.actualMonth === board.month ? figures.yearBefore : null} unit={row.unit} />
      ),
    },
    { title: labels.value, width: 170, render: (_, entry) => field(entry, 'value', labels.value) },
    { title: labels.yearBefore, width: 150, render: (_, entry) => field(entry, 'yearBefore', labels.yearBefore) },
    {
      title: labels.note,
      width: 220,
      render: (_, entry) => (
        <>
          {field(entry, 'note', labels.note)}
          {state(entry)}
        </>
      ),
    },
  ];
  return (
    <Flex vertical gap={12}>
      <Flex justify="space-between" align="center" wrap gap={12}>
        <Typography.Text type="secondary">
          {t('indicators.entryHint', { month: Number(board.month.slice(5)) })}
        </Typography.Text>
        <Button type="primary" disabled={changed.length === 0} loading={saving} onClick={() => void save()}>
          {changed.length === 0 ? t('indicators.entryNothing') : t('indicators.entrySave', { count: changed.length })}
        </Button>
      </Flex>
      {reason !== undefined && (
        <Input
          aria-label={t('indicators.reason')}
          placeholder={t('indicators.reason')}
          maxLength={500}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      )}
      {Object.values(typed).some(({ value, yearBefore }) => isWrong(value) || isWrong(yearBefore)) && (
        <Alert type="warning" showIcon title={t('indicators.notANumber')} />
      )}
      {phone ? (
        entries.map((entry) => (
          <Card key={entry.key} size="small" title={<span style={{ whiteSpace: 'normal' }}>{entry.name}</span>}>
            <Flex vertical gap={8}>
              <Typography.Text type="secondary">
                {t('indicators.target')} <Value value={entry.figures.target} unit={entry.row.unit} />
              </Typography.Text>
              {(['value', 'yearBefore', 'note'] as const).map((name) => (
                <div key={name}>
                  <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                    {labels[name]}
                  </Typography.Text>
                  {field(entry, name, labels[name])}
                </div>
              ))}
              {state(entry)}
            </Flex>
          </Card>
        ))
      ) : (
        <Table<Entry>
          size="small"
          rowKey="key"
          columns={columns}
          dataSource={entries}
          pagination={false}
          scroll={{ x: 1050 }}
        />
      )}
    </Flex>
  );
}
