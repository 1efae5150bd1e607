import { Col, Flex, Pagination, Row, Select, Table, type TableColumnsType, Typography } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { DayInput } from '../../components/day-input';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { type UnitTime, type UnitTimeQuery, useUnitTimes } from './time-queries';

const PAGE = 50;
const SORTS = ['-average', '-median', '-issues', '-returned', '-late', 'name'] as const;

/** 各单位用时: how long departments have issues in their hands, how often they return or sign late. */
export default function UnitTimePage() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { get, set } = useAddress();
  const query: UnitTimeQuery = {
    // A quarter, if nobody has asked for anything else.
    from: get('from') ?? dayjs(today).subtract(3, 'month').add(1, 'day').format('YYYY-MM-DD'),
    to: get('to') ?? today,
    ledger: get('ledger'),
    sort: SORTS.find((sort) => sort === get('sort')) ?? '-average',
    page: Number(get('page') ?? 1),
    pageSize: PAGE,
  };
  const times = useUnitTimes(query);
  return (
    <Flex vertical gap={12}>
      <Typography.Title level={4} style={{ margin: 0 }}>
        {t('time.units.title')}
      </Typography.Title>
      <Choices query={query} set={set} />
      {times.data ? (
        <Section title={t('time.units.asOf', { day: dayjs(times.data.asOf).format(t('time.instantYear')) })}>
          {times.data.total === 0 ? <Empty text={t('time.units.empty')} /> : <Rows rows={times.data.items} />}
          {times.data.total > PAGE && (
            <Pagination
              align="end"
              style={{ marginTop: 12 }}
              current={query.page}
              pageSize={PAGE}
              total={times.data.total}
              showSizeChanger={false}
              onChange={(page) => set({ page: String(page) })}
            />
          )}
          <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0' }}>
            {t('time.units.rule')}
            {t('time.rule')}
          </Typography.Paragraph>
        </Section>
      ) : (
        <PageState error={times.error} onRetry={() => void times.refetch()} />
      )}
    </Flex>
  );
}

interface ChoicesProps {
  query: UnitTimeQuery;
  set: (change: Record<string, string | undefined>) => void;
}

function Choices({ query, set }: ChoicesProps) {
  const { t } = useTranslation();
  const { ledgers } = useDictionary();
  const { today } = useDistrict();
  const field = (label: string, input: ReactNode) => (
    <Col xs={12} md={6}>
      <Typography.Text type="secondary">{label}</Typography.Text>
      {input}
    </Col>
  );
  return (
    <Section title={t('time.units.choose')}>
      <Row gutter={[12, 12]}>
        {field(
          t('time.units.from'),
          <DayInput
            aria-label={t('time.units.from')}
            allowClear={false}
            value={query.from}
            last={query.to}
            onChange={(from) => set({ from: from ?? undefined })}
          />,
        )}
        {field(
          t('time.units.to'),
          <DayInput
            aria-label={t('time.units.to')}
            allowClear={false}
            value={query.to}
            first={query.from}
            last={today}
            onChange={(to) => set({ to: to ?? undefined })}
          />,
        )}
        {field(
          t('time.units.ledger'),
          <Select
            aria-label={t('time.units.ledger')}
            style={{ width: '100%' }}
            value={query.ledger ?? ''}
            options={[
              { value: '', label: t('time.units.allLedgers') },
              ...ledgers.map(({ code, name }) => ({ value: code, label: name })),
            ]}
            onChange={(ledger) => set({ ledger })}
          />,
        )}
        {field(
          t('time.units.sort'),
          <Select
            aria-label={t('time.units.sort')}
            style={{ width: '100%' }}
            value={query.sort}
            options={SORTS.map((sort) => ({ value: sort, label: t(`time.units.sorts.${sort}`) }))}
            onChange={(sort) => set({ sort })}
          />,
        )}
      </Row>
    </Section>
  );
}

function Rows({ rows }: { rows: UnitTime[] }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const days = (value: number): string => t('time.units.days', { days: value });
  const figures: [label: string, of: (row: UnitTime) => string | number][] = [
    [t('time.units.issues'), (row) => row.issues],
    [t('time.units.average'), (row) => days(row.averageDays)],
    [t('time.units.median'), (row) => days(row.medianDays)],
    [t('time.units.total'), (row) => days(row.totalDays)],
    [t('time.units.returned'), (row) => row.returned],
    [t('time.units.late'), (row) => row.lateSignings],
  ];
  const keyOf = (row: UnitTime): string => row.unitId ?? row.unitName;
  if (phone) {
    return (
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {rows.map((row) => (
          <li key={keyOf(row)} style={{ padding: '10px 0', borderTop: '1px solid #eceff3' }}>
            <strong className="wrap-anywhere">{row.unitName}</strong>
            <Flex wrap gap="2px 16px">
              {figures.map(([label, of]) => (
                <span key={label}>
                  <Typography.Text type="secondary">{label}</Typography.Text> {of(row)}
                </span>
              ))}
            </Flex>
          </li>
        ))}
      </ul>
    );
  }
  const columns: TableColumnsType<UnitTime> = [
    { title: t('time.units.unit'), dataIndex: 'unitName' },
    ...figures.map(([title, of]) => ({
      title,
      align: 'right' as const,
      render: (_: unknown, row: UnitTime) => of(row),
    })),
  ];
  return <Table<UnitTime> size="small" rowKey={keyOf} columns={columns} dataSource={rows} pagination={false} />;
}
