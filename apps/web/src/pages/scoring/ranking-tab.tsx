import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Segmented, Select, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../../client/dictionary';
import { useAmountText } from '../../components/amount';
import { MonthInput } from '../../components/day-input';
import { Empty } from '../../components/empty';
import { FigureLink } from '../../components/figure-link';
import { LIGHT_COLOURS } from '../../components/light-tag';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { useListsOf } from '../lists/queries';
import { Rank } from './pieces';
import { type Ranking, type RankingQuery, useRanking, useUnitMeasures } from './queries';

type Row = Ranking['rows'][number];

/** The month before this one: the running month says little yet. */
const monthBefore = (today: string): string => {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
};

/** Units in the order of a measure, as bulletins print them. */
export function RankingTab() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { today } = useDistrict();
  const { get, set } = useAddress();
  const month = get('month') ?? monthBefore(today);
  const measure = get('measure') ?? 'investment.rate';
  const query: RankingQuery = { measure, listId: get('list'), order: get('order') as RankingQuery['order'] };
  const ranking = useRanking(month, query);
  const measures = useUnitMeasures();
  const lists = useListsOf(Number(month.slice(0, 4)));
  const byList = /^(investment|rates)\./.test(measure);
  const address = new URLSearchParams(
    Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
  const width = phone ? '100%' : 220;
  return (
    <Flex vertical gap={12}>
      <Card size="small">
        <Flex wrap gap={8} align="center">
          <div style={{ width: phone ? '100%' : 140 }}>
            <MonthInput
              aria-label={t('scoring.month')}
              value={month}
              last={today.slice(0, 7)}
              onChange={(next) => set({ month: next ?? undefined, list: undefined })}
            />
          </div>
          <Select
            style={{ width }}
            aria-label={t('scoring.measure')}
            showSearch={{ optionFilterProp: 'label' }}
            value={measure}
            onChange={(next: string) => set({ measure: next, list: undefined, order: undefined })}
            options={measures.data?.map(({ code, name }) => ({ value: code, label: name }))}
          />
          {byList && (
            <Select
              style={{ width }}
              aria-label={t('scoring.list')}
              allowClear
              placeholder={t('scoring.allLists')}
              value={get('list')}
              onChange={(next?: string) => set({ list: next })}
              options={lists.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <Segmented
            aria-label={t('scoring.order.label')}
            value={ranking.data?.order ?? 'desc'}
            onChange={(order) => set({ order })}
            options={(['desc', 'asc'] as const).map((value) => ({ value, label: t(`scoring.order.${value}`) }))}
          />
          <Button
            icon={<DownloadOutlined />}
            href={`/api/rankings/${month}/export?${address.toString()}`}
            style={{ marginInlineStart: phone ? undefined : 'auto' }}
          >
            {t('scoring.export')}
          </Button>
        </Flex>
      </Card>
      {!ranking.data ? (
        <PageState error={ranking.error} onRetry={() => void ranking.refetch()} />
      ) : (
        <Shown ranking={ranking.data} dim={ranking.isPlaceholderData} />
      )}
    </Flex>
  );
}

function Shown({ ranking, dim }: { ranking: Ranking; dim: boolean }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { revision, timeSchedule } = ranking;
  return (
    <Card style={{ opacity: dim ? 0.5 : 1 }} styles={{ body: { padding: phone ? 12 : 20 } }}>
      <Typography.Paragraph type="secondary" style={{ marginBottom: 12 }}>
        {[
          ranking.listName ?? t('scoring.allLists'),
          t('scoring.schedule', { value: timeSchedule }),
          revision > 0 ? t('scoring.closed', { revision }) : t('scoring.open'),
        ].join(' · ')}
      </Typography.Paragraph>
      {ranking.rows.length === 0 ? (
        <Empty text={t('scoring.noRanking')} />
      ) : phone ? (
        <Cards ranking={ranking} />
      ) : (
        <Rows ranking={ranking} />
      )}
      {ranking.without.length > 0 && (
        <Alert
          style={{ marginTop: 16 }}
          type="info"
          title={t('scoring.without')}
          description={
            <>
              <div>{t('scoring.withoutHint')}</div>
              <div>{ranking.without.map(({ name }) => name).join('、')}</div>
            </>
          }
        />
      )}
    </Card>
  );
}

function useWords(ranking: Ranking) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const value = (row: Row): string => {
    if (ranking.unit === '万元') return amount(row.value);
    if (ranking.unit === '%') return `${row.value}%`;
    return `${row.value} ${ranking.unit}`;
  };
  const part = (number: string | null): string => {
    if (number === null) return t('months.none');
    return /^(investment|rates\.(investment|funds))/.test(ranking.measure) ? amount(number) : number;
  };
  return { value, part };
}

function Linked({ ranking, row }: { ranking: Ranking; row: Row }) {
  const words = useWords(ranking);
  const { listId } = ranking;
  return (
    <FigureLink
      month={ranking.month}
      measure={ranking.measure}
      scopeKind={listId === null ? 'unit' : 'list-unit'}
      scopeId={listId === null ? row.unitId : `${listId}/${row.unitId}`}
    >
      {words.value(row)}
    </FigureLink>
  );
}

/** The gap with its light: a dot, its number and a word. */
function Gap({ row }: { row: Row }) {
  const { t } = useTranslation();
  if (row.gap === null || row.light === null) return <>{t('months.none')}</>;
  const sign = row.gap.startsWith('-') ? '−' : '+';
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, whiteSpace: 'nowrap' }}>
      <span
        aria-hidden
        style={{ width: 10, height: 10, borderRadius: '50%', background: LIGHT_COLOURS[row.light], flex: 'none' }}
      />
      {sign}
      {t('scoring.points', { value: row.gap.replace('-', '') })}
      <Typography.Text type="secondary">{t(`scoring.light.${row.light}`)}</Typography.Text>
    </span>
  );
}

function Rows({ ranking }: { ranking: Ranking }) {
  const { t } = useTranslation();
  const { part } = useWords(ranking);
  const shares = ranking.rows.some(({ denominator }) => denominator !== null);
  const gaps = ranking.rows.some(({ gap }) => gap !== null);
  const columns: TableColumnsType<Row> = [
    { title: t('scoring.rank'), width: 76, align: 'center', render: (_, { rank }) => <Rank rank={rank} /> },
    {
      title: t('scoring.unit'),
      render: (_, { name, basisNote }) => (
        <>
          {name}
          {basisNote !== null && (
            <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
              {basisNote}
            </Typography.Text>
          )}
        </>
      ),
    },
    ...(shares
      ? [
          {
            title: t('scoring.numerator'),
            align: 'right' as const,
            render: (_: unknown, { numerator }: Row) => part(numerator),
          },
          {
            title: t('scoring.denominator'),
            align: 'right' as const,
            render: (_: unknown, { denominator }: Row) => part(denominator),
          },
        ]
      : []),
    {
      title: ranking.name,
      align: 'right',
      render: (_, row) => <Linked ranking={ranking} row={row} />,
    },
    ...(gaps ? [{ title: t('scoring.gap'), width: 240, render: (_: unknown, row: Row) => <Gap row={row} /> }] : []),
  ];
  return <Table<Row> size="small" rowKey="unitId" columns={columns} dataSource={ranking.rows} pagination={false} />;
}

function Cards({ ranking }: { ranking: Ranking }) {
  const { part } = useWords(ranking);
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {ranking.rows.map((row, index) => (
        <li key={row.unitId} style={{ padding: '10px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}>
          <Flex gap={10} align="center">
            <Rank rank={row.rank} />
            <span style={{ flex: 1, minWidth: 0 }} className="wrap-anywhere">
              {row.name}
            </span>
            <strong>
              <Linked ranking={ranking} row={row} />
            </strong>
          </Flex>
          <Flex wrap gap={8} style={{ marginInlineStart: 36, fontSize: 13 }}>
            {row.denominator !== null && (
              <Typography.Text type="secondary">
                {part(row.numerator)} ÷ {part(row.denominator)}
              </Typography.Text>
            )}
            {row.gap !== null && <Gap row={row} />}
          </Flex>
        </li>
      ))}
    </ul>
  );
}
