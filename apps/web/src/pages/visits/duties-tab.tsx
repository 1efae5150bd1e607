import { Button, Card, Flex, Pagination, Select, Space, Table, type TableColumnsType, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { DUTY_STATES, DutyTag } from '../../components/duty-mark';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Period } from '../../components/period';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { ExcuseDialog } from './excuse-dialog';
import { ListFilter, UnitFilter } from './filters';
import { type Duty, useDuties } from './queries';
import { usePages } from './use-pages';

/** The duties that a week lies in, and what may be done with each. */
export function DutiesTab({ week }: { week: string }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { word } = useDictionary();
  const { permissions } = useMe();
  const { get, set } = useAddress();
  const { page, pageSize, pagination } = usePages();
  const state = DUTY_STATES.find((one) => one === get('state'));
  const [excusing, setExcusing] = useState<Duty>();
  const duties = useDuties({ week, state, listId: get('listId'), unitId: get('unitId'), page, pageSize });
  const items = duties.data?.items ?? [];
  return (
    <Flex vertical gap={12}>
      <Flex wrap gap={12}>
        <Select
          allowClear
          style={{ flex: '1 1 130px', maxWidth: 160 }}
          aria-label={t('duties.state')}
          placeholder={t('duties.allStates')}
          value={state}
          options={DUTY_STATES.map((code) => ({ value: code, label: word('dutyState', code) }))}
          onChange={(value?: string) => set({ state: value })}
        />
        {permissions.includes('month.read') && (
          <>
            <ListFilter year={Number(week.slice(0, 4))} />
            <UnitFilter />
          </>
        )}
      </Flex>
      {!duties.data ? (
        <PageState error={duties.error} onRetry={() => void duties.refetch()} />
      ) : items.length === 0 ? (
        <Empty text={t(state ? 'duties.emptyState' : 'visits.page.empty')} />
      ) : phone ? (
        <>
          {items.map((duty) => (
            <DutyCard key={`${duty.projectId} ${duty.period}`} duty={duty} onExcuse={setExcusing} />
          ))}
          <Pagination {...pagination(duties.data.total)} simple align="center" />
        </>
      ) : (
        <DutyTable
          duties={items}
          pagination={pagination(duties.data.total)}
          loading={duties.isPlaceholderData}
          onExcuse={setExcusing}
        />
      )}
      {excusing && (
        <ExcuseDialog
          projectId={excusing.projectId}
          projectName={excusing.projectName}
          period={excusing.period}
          state={excusing.state}
          reason={excusing.excuseReason}
          onClose={() => setExcusing(undefined)}
        />
      )}
    </Flex>
  );
}

/** How it stands, with the visit that met it or the reason why nobody goes. */
function State({ duty }: { duty: Duty }) {
  const { t } = useTranslation();
  return (
    <>
      <Space size={8} wrap>
        <DutyTag state={duty.state} />
        {duty.visitId && <Link to={`/visits/${duty.visitId}`}>{t('visits.page.view')}</Link>}
      </Space>
      {duty.excuseReason && (
        <div className="wrap-anywhere" style={{ fontSize: 13 }}>
          {t('duties.excuseReason', { reason: duty.excuseReason })}
        </div>
      )}
    </>
  );
}

interface Doing {
  onExcuse: (duty: Duty) => void;
}

/** What may be done: visit, for those who may while it is not met; excuse, for supervisors. */
function Doings({ duty, onExcuse, large = false }: Doing & { duty: Duty; large?: boolean }) {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const met = duty.state === 'met' || duty.state === 'late';
  return (
    <Flex gap={8} wrap={!large}>
      {!met && duty.state !== 'excused' && permissions.includes('visit.log') && (
        // The phone's own entry: not a route of these pages.
        <Button
          type="primary"
          ghost={!large}
          size={large ? 'large' : 'small'}
          block={large}
          href={`/field/p/${duty.projectId}`}
        >
          {t('visits.page.log')}
        </Button>
      )}
      {!met && permissions.includes('duty.excuse') && (
        <Button size={large ? 'large' : 'small'} onClick={() => onExcuse(duty)}>
          {t(duty.state === 'excused' ? 'duties.excuse.change' : 'duties.excuse.button')}
        </Button>
      )}
    </Flex>
  );
}

function DutyTable(props: Doing & { duties: Duty[]; pagination: object; loading: boolean }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const columns: TableColumnsType<Duty> = [
    {
      title: t('visits.page.project'),
      render: (_, duty) => (
        <div className="wrap-anywhere">
          <Link to={`/projects/${duty.projectId}`}>{duty.projectName}</Link>
          {duty.photoRequired && <PhotoNote duty={duty} />}
        </div>
      ),
    },
    { title: t('visits.page.unit'), render: (_, duty) => duty.unitName ?? t('visits.page.noUnit') },
    { title: t('duties.officer'), render: (_, duty) => duty.officerName ?? t('duties.noOfficer') },
    {
      title: t('visits.page.every'),
      render: (_, duty) => (
        <>
          {word('visitEvery', duty.every)}
          {duty.every !== 'week' && (
            <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
              <Period period={duty.period} />
            </Typography.Text>
          )}
        </>
      ),
    },
    { title: t('visits.page.status'), width: 220, render: (_, duty) => <State duty={duty} /> },
    { title: t('visits.page.lastVisit'), render: (_, duty) => duty.lastVisitOn ?? t('visits.page.never') },
    {
      title: t('visits.page.openIssues'),
      align: 'right',
      render: (_, duty) =>
        duty.openIssues === 0 ? 0 : <Link to={`/issues?projectId=${duty.projectId}`}>{duty.openIssues}</Link>,
    },
    { title: '', width: 150, render: (_, duty) => <Doings duty={duty} onExcuse={props.onExcuse} /> },
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

function PhotoNote({ duty }: { duty: Duty }) {
  const { t } = useTranslation();
  return (
    <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
      {t('duties.photoRequired', { purpose: duty.photoPurpose ?? '' })}
    </Typography.Text>
  );
}

function DutyCard({ duty, onExcuse }: Doing & { duty: Duty }) {
  const { t } = useTranslation();
  return (
    <Card size="small">
      <div className="wrap-anywhere">
        <Link to={`/projects/${duty.projectId}`} style={{ fontSize: 16 }}>
          {duty.projectName}
        </Link>
      </div>
      <State duty={duty} />
      <Typography.Text type="secondary" style={{ display: 'block' }}>
        {duty.every !== 'week' && (
          <>
            <Period period={duty.period} /> ·{' '}
          </>
        )}
        {t('visits.page.lastVisit')} {duty.lastVisitOn ?? t('visits.page.never')}
      </Typography.Text>
      {duty.photoRequired && <PhotoNote duty={duty} />}
      <Typography.Text type="secondary" style={{ display: 'block', marginBottom: 8 }}>
        {[
          duty.unitName ?? t('visits.page.noUnit'),
          duty.officerName ?? t('duties.noOfficer'),
          `${t('visits.page.openIssues')} ${duty.openIssues}`,
        ].join(' · ')}
      </Typography.Text>
      <Doings duty={duty} onExcuse={onExcuse} large />
    </Card>
  );
}
