import { Card, Col, Flex, Pagination, Row, Statistic, Table, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useDistrict } from '../../client/dictionary';
import { MonthInput } from '../../components/day-input';
import { Empty } from '../../components/empty';
import { StateTag } from '../../components/light-tag';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { LostPage } from '../shell/lost-page';
import { type Ledger, type Schedule, type ScheduleRow, useLedgers, useSchedule } from './queries';

const PAGE_SIZE = 50;

/** Monthly scheduling of a list: who reported, which steps are due, who is behind. */
export default function SchedulePage() {
  const { code = '' } = useParams();
  const ledgers = useLedgers(true);
  const ledger = ledgers.data?.items.find((one) => one.code === code);
  if (ledgers.data && !ledger) return <LostPage />;
  if (!ledger) return <PageState error={ledgers.error} onRetry={() => void ledgers.refetch()} />;
  return <Month ledger={ledger} />;
}

function Month({ ledger }: { ledger: Ledger }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { today } = useDistrict();
  const { get, set } = useAddress();
  const month = get('month') ?? today.slice(0, 7);
  const schedule = useSchedule(ledger.id, { month, page: Number(get('page')) || 1, pageSize: PAGE_SIZE });
  const List = phone ? Cards : Lines;
  return (
    <Flex vertical gap={12}>
      <Flex wrap justify="space-between" align="center" gap={12}>
        <Flex vertical>
          <Typography.Title level={4} style={{ margin: 0 }}>
            {t('ledgers.schedule.title', { ledger: ledger.name })}
          </Typography.Title>
          <Link to={`/issues?ledger=${ledger.code}`}>{t('ledgers.schedule.back')}</Link>
        </Flex>
        <div style={{ width: 160 }}>
          <MonthInput
            aria-label={t('ledgers.schedule.month')}
            value={month}
            last={today.slice(0, 7)}
            onChange={(chosen) => set({ month: chosen ?? undefined })}
          />
        </div>
      </Flex>
      {!schedule.data ? (
        <PageState error={schedule.error} onRetry={() => void schedule.refetch()} />
      ) : (
        <>
          <Counts schedule={schedule.data} />
          <Card styles={{ body: { padding: phone ? 12 : 20 } }}>
            {schedule.data.total === 0 ? (
              <Empty text={t('ledgers.schedule.empty')} />
            ) : (
              <List rows={schedule.data.items} />
            )}
            {schedule.data.total > PAGE_SIZE && (
              <Flex justify="end" style={{ marginTop: 16 }}>
                <Pagination
                  size="small"
                  simple={phone}
                  current={schedule.data.page}
                  pageSize={PAGE_SIZE}
                  total={schedule.data.total}
                  onChange={(page) => set({ page: page === 1 ? undefined : String(page) })}
                />
              </Flex>
            )}
          </Card>
        </>
      )}
    </Flex>
  );
}

const STANDINGS = ['behind', 'unplanned', 'on-time', 'ahead', 'done'] as const;

function Counts({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation();
  const facts: [label: string, value: number][] = [
    ...STANDINGS.map((standing): [string, number] => [
      t(`ledgers.schedule.standings.${standing}`),
      schedule.standings[standing] ?? 0,
    ]),
    [t('ledgers.schedule.reported'), schedule.reported],
    [t('ledgers.schedule.unreported'), schedule.unreported],
  ];
  return (
    <Card size="small">
      <Row gutter={[12, 8]}>
        {facts.map(([label, value]) => (
          <Col key={label} xs={8} sm={6} lg={3}>
            <Statistic title={label} value={value} styles={{ content: { fontSize: 22 } }} />
          </Col>
        ))}
      </Row>
    </Card>
  );
}

/** Ink that can be read beside its word: colour is never alone. */
const TONES: Record<ScheduleRow['standing'], string> = {
  behind: 'red',
  unplanned: 'orange',
  'on-time': 'blue',
  ahead: 'cyan',
  done: 'green',
};

function Standing({ row }: { row: ScheduleRow }) {
  const { t } = useTranslation();
  return (
    <div>
      <Tag color={TONES[row.standing]}>{t(`ledgers.schedule.standings.${row.standing}`)}</Tag>
      {row.steps.total > 0 && t('ledgers.steps.progress', { done: row.steps.done, total: row.steps.total })}
      {(row.standing === 'behind' || row.standing === 'ahead') && <div style={{ marginTop: 4 }}>{row.words}</div>}
    </div>
  );
}

const MARKS: Record<ScheduleRow['reporting'], string> = { reported: '✓', missing: '✗', awaited: '…', none: '–' };

/** January to the month: a mark each, said in words to those who do not see it. */
function Months({ row }: { row: ScheduleRow }) {
  const { t } = useTranslation();
  return (
    <Flex wrap gap="4px 6px">
      {row.months.map(({ month, reporting }) => {
        const words = t(`ledgers.schedule.reportings.${reporting}`);
        const name = t('ledgers.schedule.monthShort', { month: Number(month.slice(5)) });
        return (
          <span
            key={month}
            title={`${name}${words}`}
            aria-label={`${name}${words}`}
            style={{
              minWidth: 34,
              textAlign: 'center',
              fontSize: 12,
              lineHeight: 1.35,
              borderRadius: 4,
              background: reporting === 'missing' ? '#ffe4d9' : reporting === 'reported' ? '#dff3df' : '#f2f3f5',
              color: reporting === 'missing' ? '#98270a' : reporting === 'reported' ? '#1e5f22' : '#4b4f56',
            }}
          >
            {name}
            <br />
            {MARKS[reporting]}
          </span>
        );
      })}
    </Flex>
  );
}

function Item({ row }: { row: ScheduleRow }) {
  return (
    <div className="wrap-anywhere">
      <Link to={`/issues/${row.issueId}`}>{row.title}</Link>
      <Flex wrap gap={8} align="center">
        <Pieces of={[row.number, row.leadUnitName]} />
        <StateTag state={row.state} />
      </Flex>
    </div>
  );
}

function LastReport({ row }: { row: ScheduleRow }) {
  const { t } = useTranslation();
  if (!row.lastReport) return <Typography.Text type="secondary">{t('ledgers.schedule.noReport')}</Typography.Text>;
  const { on, byName, unitName, note } = row.lastReport;
  return (
    <div className="wrap-anywhere">
      <Typography.Text type="secondary">{`${on} ${byName}（${unitName}）`}</Typography.Text>
      <div>{note}</div>
    </div>
  );
}

function Due({ row }: { row: ScheduleRow }) {
  const { t } = useTranslation();
  return (
    <div className="wrap-anywhere">
      {row.due.length === 0 && <div>{t('ledgers.schedule.noDue')}</div>}
      {row.due.map(({ title, plannedOn, doneOn }) => (
        <div key={`${title} ${plannedOn}`}>
          {doneOn === null ? '' : '✓ '}
          {title}（{plannedOn}）
        </div>
      ))}
      {row.next &&
        !row.due.some(({ title, plannedOn }) => title === row.next?.title && plannedOn === row.next.plannedOn) && (
          <Typography.Text type="secondary">
            {t('ledgers.schedule.next')}：{row.next.title}（{row.next.plannedOn}）
          </Typography.Text>
        )}
    </div>
  );
}

function Lines({ rows }: { rows: ScheduleRow[] }) {
  const { t } = useTranslation();
  return (
    <Table<ScheduleRow>
      size="small"
      rowKey="issueId"
      dataSource={rows}
      pagination={false}
      columns={[
        { title: t('ledgers.schedule.item'), width: '24%', render: (_, row) => <Item row={row} /> },
        { title: t('ledgers.schedule.standing'), width: '20%', render: (_, row) => <Standing row={row} /> },
        { title: t('ledgers.schedule.due'), width: '20%', render: (_, row) => <Due row={row} /> },
        { title: t('ledgers.schedule.reports'), width: '16%', render: (_, row) => <Months row={row} /> },
        { title: t('ledgers.schedule.lastReport'), render: (_, row) => <LastReport row={row} /> },
      ]}
    />
  );
}

function Cards({ rows }: { rows: ScheduleRow[] }) {
  return (
    <Flex vertical gap={8}>
      {rows.map((row) => (
        <Card key={row.issueId} size="small">
          <Flex vertical gap={8}>
            <Item row={row} />
            <Standing row={row} />
            <Due row={row} />
            <Months row={row} />
            <LastReport row={row} />
          </Flex>
        </Card>
      ))}
    </Flex>
  );
}
