import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import {
  Button,
  Card,
  Col,
  DatePicker,
  Flex,
  Pagination,
  Row,
  Segmented,
  Select,
  Space,
  Table,
  type TableColumnsType,
  Tabs,
  Tag,
  Typography,
} from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useDictionary, useDistrict, useUnits } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { DemoNote } from '../../components/demo-note';
import { Empty } from '../../components/empty';
import { LinkButton } from '../../components/link-button';
import { PageState } from '../../components/page-state';
import { Period } from '../../components/period';
import { useIsPhone } from '../../components/use-is-phone';
import { addWeeks, isWeek, mondayOf, monthOfWeek, weekOf } from '../../components/week';
import { CoverageCard } from './coverage-card';
import { type Duty, useDuties, useVisits } from './queries';
import { VisitDrawer } from './visit-drawer';

const PAGE_SIZE = 20;

/** The duties and visits of a week, by project and unit, never by person; the week is in the address bar. */
export default function VisitsPage() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const me = useMe();
  const { search, set } = useAddress();
  const asked = search.get('week') ?? '';
  const week = isWeek(asked) ? asked : weekOf(today);
  return (
    <Flex vertical gap={16}>
      <Flex justify="space-between" align="center" wrap gap={12}>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('visits.page.title')}
        </Typography.Title>
        <WeekPicker week={week} today={today} onChange={(next) => set({ week: next })} />
      </Flex>
      <DemoNote />
      {me.permissions.includes('month.read') && <CoverageCard month={monthOfWeek(week)} />}
      <Card size="small">
        <Tabs
          activeKey={search.get('tab') === 'visits' ? 'visits' : 'duties'}
          onChange={(tab) => set({ tab: tab === 'duties' ? undefined : tab })}
          items={[
            { key: 'duties', label: t('visits.page.duties'), children: <Duties week={week} /> },
            { key: 'visits', label: t('visits.page.visits'), children: <Visits week={week} /> },
          ]}
        />
      </Card>
      <VisitDrawer />
    </Flex>
  );
}

function useAddress() {
  const [search, setSearch] = useSearchParams();
  const set = (changes: Record<string, string | undefined>, keepPage = false) => {
    const next = new URLSearchParams(search);
    if (!keepPage) next.delete('page');
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setSearch(next, { preventScrollReset: true });
  };
  const page = Math.max(1, Number(search.get('page')) || 1);
  const pagination = (total: number) => ({
    current: page,
    pageSize: PAGE_SIZE,
    total,
    hideOnSinglePage: true,
    showSizeChanger: false,
    onChange: (next: number) => set({ page: String(next) }, true),
  });
  return { search, set, page, pagination };
}

function WeekPicker(props: { week: string; today: string; onChange: (week: string) => void }) {
  const { t } = useTranslation();
  const { week, today } = props;
  const now = weekOf(today);
  const format = t('visits.period.day');
  const monday = mondayOf(week);
  const text = t('visits.period.week', {
    year: week.slice(0, 4),
    week: Number(week.slice(6)),
    from: monday.format(format),
    to: monday.add(6, 'day').format(format),
  });
  return (
    <Space wrap>
      <Space.Compact>
        <Button
          icon={<LeftOutlined />}
          aria-label={t('visits.page.previousWeek')}
          onClick={() => props.onChange(addWeeks(week, -1))}
        />
        <DatePicker
          picker="week"
          allowClear={false}
          inputReadOnly
          aria-label={t('visits.page.week')}
          style={{ width: 285 }}
          value={monday}
          format={() => text}
          onChange={(day: Dayjs | null) => day && props.onChange(weekOf(day))}
        />
        <Button
          icon={<RightOutlined />}
          aria-label={t('visits.page.nextWeek')}
          disabled={week >= now}
          onClick={() => props.onChange(addWeeks(week, 1))}
        />
      </Space.Compact>
      {week !== now && <Button onClick={() => props.onChange(now)}>{t('visits.page.thisWeek')}</Button>}
    </Space>
  );
}

function Duties({ week }: { week: string }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const me = useMe();
  const { search, set, page, pagination } = useAddress();
  const units = useUnits();
  const met = search.get('met');
  const unitId = search.get('unitId') ?? undefined;
  const duties = useDuties({
    week,
    unitId,
    met: met === 'true' || met === 'false' ? met : undefined,
    page,
    pageSize: PAGE_SIZE,
  });
  const items = duties.data?.items ?? [];
  return (
    <Flex vertical gap={12}>
      <Flex wrap gap={12}>
        <Segmented
          aria-label={t('visits.page.status')}
          value={met ?? ''}
          options={[
            { value: '', label: t('visits.page.all') },
            { value: 'false', label: t('visits.page.unmet') },
            { value: 'true', label: t('visits.page.met') },
          ]}
          onChange={(value) => set({ met: value })}
        />
        {me.permissions.includes('month.read') && (
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ minWidth: 200 }}
            aria-label={t('visits.page.unit')}
            placeholder={t('visits.page.allUnits')}
            value={unitId}
            options={units.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(value?: string) => set({ unitId: value })}
          />
        )}
      </Flex>
      {!duties.data ? (
        <PageState error={duties.error} onRetry={() => void duties.refetch()} />
      ) : items.length === 0 ? (
        <Empty text={t(met === 'false' ? 'visits.page.emptyUnmet' : 'visits.page.empty')} />
      ) : phone ? (
        <>
          {items.map((duty) => (
            <DutyCard key={`${duty.projectId} ${duty.period}`} duty={duty} />
          ))}
          <Pagination {...pagination(duties.data.total)} simple align="center" />
        </>
      ) : (
        <DutyTable duties={items} pagination={pagination(duties.data.total)} loading={duties.isPlaceholderData} />
      )}
    </Flex>
  );
}

function useVisitAddress() {
  const [search] = useSearchParams();
  return (id: string) => {
    const next = new URLSearchParams(search);
    next.set('visit', id);
    return { search: `?${next}` };
  };
}

/** Met, with the visit that met it, or not yet. */
function Met({ duty }: { duty: Duty }) {
  const { t } = useTranslation();
  const address = useVisitAddress();
  return (
    <Space size={4}>
      <Tag color={duty.met ? 'green' : 'orange'} style={{ color: duty.met ? '#135200' : '#873800' }}>
        {t(duty.met ? 'visits.page.met' : 'visits.page.unmet')}
      </Tag>
      {duty.visitId && (
        <Link to={address(duty.visitId)} preventScrollReset>
          {t('visits.page.view')}
        </Link>
      )}
    </Space>
  );
}

/** One tap to the form, for those who may log and while the duty is open. */
function LogButton({ duty, large = false }: { duty: Duty; large?: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  if (duty.met || !me.permissions.includes('visit.log')) return null;
  return (
    <LinkButton
      type="primary"
      ghost={!large}
      size={large ? 'large' : 'small'}
      block={large}
      to={`/projects/${duty.projectId}/visit`}
    >
      {t('visits.page.log')}
    </LinkButton>
  );
}

function DutyTable(props: { duties: Duty[]; pagination: object; loading: boolean }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const columns: TableColumnsType<Duty> = [
    {
      title: t('visits.page.project'),
      render: (_, duty) => <Link to={`/projects/${duty.projectId}`}>{duty.projectName}</Link>,
    },
    { title: t('visits.page.unit'), render: (_, duty) => duty.unitName ?? t('visits.page.noUnit') },
    { title: t('visits.page.every'), render: (_, duty) => word('visitEvery', duty.every) },
    { title: t('visits.page.status'), render: (_, duty) => <Met duty={duty} /> },
    { title: t('visits.page.lastVisit'), render: (_, duty) => duty.lastVisitOn ?? t('visits.page.never') },
    {
      title: t('visits.page.openIssues'),
      align: 'right',
      render: (_, duty) =>
        duty.openIssues === 0 ? 0 : <Link to={`/issues?projectId=${duty.projectId}`}>{duty.openIssues}</Link>,
    },
    { title: '', render: (_, duty) => <LogButton duty={duty} /> },
  ];
  return (
    <Table<Duty>
      size="small"
      rowKey={(duty) => `${duty.projectId} ${duty.period}`}
      columns={columns}
      dataSource={props.duties}
      pagination={props.pagination}
      loading={props.loading}
    />
  );
}

function DutyCard({ duty }: { duty: Duty }) {
  const { t } = useTranslation();
  return (
    <Card size="small">
      <Flex justify="space-between" align="baseline" gap={8} wrap>
        <Link to={`/projects/${duty.projectId}`} style={{ fontSize: 16 }}>
          {duty.projectName}
        </Link>
        <Met duty={duty} />
      </Flex>
      <Typography.Text type="secondary" style={{ display: 'block' }}>
        {duty.every === 'month' && (
          <>
            <Period period={duty.period} /> ·{' '}
          </>
        )}
        {t('visits.page.lastVisit')} {duty.lastVisitOn ?? t('visits.page.never')}
      </Typography.Text>
      <Typography.Text type="secondary" style={{ display: 'block', marginBottom: 8 }}>
        {[duty.unitName ?? t('visits.page.noUnit'), `${t('visits.page.openIssues')} ${duty.openIssues}`].join(' · ')}
      </Typography.Text>
      <LogButton duty={duty} large />
    </Card>
  );
}

function Visits({ week }: { week: string }) {
  const { t } = useTranslation();
  const { page, pagination } = useAddress();
  const address = useVisitAddress();
  const monday = mondayOf(week);
  const visits = useVisits({
    from: monday.format('YYYY-MM-DD'),
    to: monday.add(6, 'day').format('YYYY-MM-DD'),
    page,
    pageSize: PAGE_SIZE,
  });
  if (!visits.data) return <PageState error={visits.error} onRetry={() => void visits.refetch()} />;
  if (visits.data.items.length === 0) return <Empty text={t('visits.page.emptyVisits')} />;
  return (
    <Flex vertical gap={4}>
      <Row gutter={[12, 12]}>
        {visits.data.items.map((visit) => (
          <Col key={visit.id} xs={24} lg={12}>
            <Card size="small" style={{ height: '100%' }}>
              <Flex justify="space-between" gap={8} wrap>
                <Link to={address(visit.id)} preventScrollReset>
                  {visit.projectName}
                </Link>
                <Typography.Text type="secondary">{visit.visitedAt.slice(5, 16).replace('T', ' ')}</Typography.Text>
              </Flex>
              <div>{visit.note}</div>
              {visit.issueCount > 0 && (
                <Typography.Text style={{ color: '#ad4e00' }}>
                  {t('visits.page.issuesFound')} {t('visits.page.count', { count: visit.issueCount })}
                </Typography.Text>
              )}
            </Card>
          </Col>
        ))}
      </Row>
      <Pagination {...pagination(visits.data.total)} align="end" style={{ marginTop: 12 }} />
    </Flex>
  );
}
