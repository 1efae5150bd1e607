import { Flex, Pagination, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary, useUnits } from '../../client/dictionary';
import type { components } from '../../client/schema';
import { useAmountText } from '../../components/amount';
import { PageState } from '../../components/page-state';
import { useChanges } from './queries';

type Change = components['schemas']['ChangeView'];

/** Everything that was written about the project: who, when, what from, what to. */
export function ProjectChanges({ id, open }: { id: string; open: boolean }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const changes = useChanges(id, page, open);
  const words = useChangeWords();
  if (!changes.data) return <PageState error={changes.error} onRetry={() => void changes.refetch()} />;
  if (changes.data.items.length === 0) {
    return <Typography.Text type="secondary">{t('projects.one.noChanges')}</Typography.Text>;
  }
  return (
    <Flex vertical gap={12}>
      {changes.data.items.map((change) => (
        <div key={change.id}>
          <Typography.Text type="secondary">
            {change.at.slice(0, 16).replace('T', ' ')} {change.actorName}
          </Typography.Text>
          <div>{words(change)}</div>
          {change.reason && (
            <Typography.Text type="secondary">
              {t('closing.reason')}：{change.reason}
            </Typography.Text>
          )}
        </div>
      ))}
      <Pagination
        current={page}
        pageSize={10}
        total={changes.data.total}
        hideOnSinglePage
        showSizeChanger={false}
        onChange={setPage}
      />
    </Flex>
  );
}

/** What tells one entry, step or revision from another: said even when it is not what changed. */
const KEYS: Partial<Record<Change['kind'], string[]>> = {
  plan: ['from'],
  progress: ['month'],
  milestone: ['kind'],
  membership: ['list'],
  duty: ['period'],
};
const WORDS = { create: 'changeCreate', update: 'changeUpdate', delete: 'changeDelete' } as const;
const AMOUNTS = ['totalInvestment', 'amount', 'completed', 'fundsReceived', 'registryCompleted'];

/** A change in words: what was done to what, and from what to what. */
export function useChangeWords(): (change: Change) => string {
  const { t } = useTranslation();
  const describe = useDescription();
  return (change) =>
    `${t(`projects.one.${WORDS[change.action]}`)}${t(`projects.one.changeKind.${change.kind}`)}：${describe(change)}`;
}

/** A change in words; ids are replaced by names, or left out where the name is not known here. */
function useDescription(): (change: Change) => string {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const amount = useAmountText();
  const units = useUnits();
  const labels: Record<string, string> = {
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
    amount: t('projects.form.planAmount'),
    completed: t('projects.form.monthly'),
    basis: t('projects.form.basis'),
    physicalProgress: t('projects.form.physical'),
    fundsReceived: t('projects.form.funds'),
    registryCompleted: t('projects.form.registry'),
    month: t('projects.form.month'),
    kind: t('projects.form.step'),
    plannedOn: t('projects.form.plannedOn'),
    actualOn: t('projects.form.actualOn'),
    from: t('projects.one.from'),
    to: t('projects.one.to'),
    batch: t('projects.one.batch'),
    list: t('projects.lists.title'),
    period: t('projects.one.period'),
    excuse: t('projects.one.excuse'),
    reason: t('projects.one.excuseReason'),
  };
  const show = (field: string, value: unknown): string | undefined => {
    if (value === null || value === undefined || value === '') return t('projects.form.empty');
    const text = String(value);
    if (AMOUNTS.includes(field)) return amount(text);
    if (field === 'basis' || field === 'batch') return word(field, text);
    if (field === 'category') return word('category', text);
    if (field === 'kind') return word('milestone', text);
    if (field === 'excuse') return text === 'leave' ? t('projects.one.leave') : t('projects.one.granted');
    if (field === 'unitId') return units.data?.items.find(({ id }) => id === text)?.name;
    return field.endsWith('Id') ? undefined : text;
  };
  return ({ kind, before, after }) =>
    Object.entries(after)
      .filter(
        ([field, value]) =>
          field in labels && (!before || before[field] !== value || (KEYS[kind] ?? []).includes(field)),
      )
      .filter(([, value]) => before !== null || (value !== null && value !== ''))
      .sort(([a], [b]) => Number((KEYS[kind] ?? []).includes(b)) - Number((KEYS[kind] ?? []).includes(a)))
      .map(([field, value]) => {
        const now = show(field, value);
        const old = before && before[field] !== value ? show(field, before[field]) : undefined;
        if (now === undefined) return labels[field];
        return `${labels[field]} ${old === undefined ? now : `${old} → ${now}`}`;
      })
      .join('，');
}
