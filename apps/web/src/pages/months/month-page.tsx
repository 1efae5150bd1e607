import { Alert, Card, Flex, Select, Space, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { DemoNote } from '../../components/demo-note';
import { MonthStepper } from '../../components/month-stepper';
import { PageState } from '../../components/page-state';
import { CodeField } from '../figures/code-field';
import { BatchesSection } from './batches-section';
import { CloseMonth, RestateMonth } from './close-month';
import { ConfirmationsSection } from './confirmations-section';
import { ExceptionsSection } from './exceptions-section';
import { IssuesSection } from './issues-section';
import { lastMonth } from './last-month';
import { LateVisits } from './late-visits';
import { ListsSection } from './lists-section';
import { type Rollup, useRevisions, useRollup } from './queries';
import { RevisionsSection } from './revisions-section';
import { TopSection } from './top-section';
import { VisitsSection } from './visits-section';

/** The month's table with charts; each number opens the rows behind it. */
export default function MonthPage() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { month = lastMonth(today) } = useParams();
  const [search] = useSearchParams();
  const revision = Number(search.get('revision')) || undefined;
  const rollup = useRollup(month, revision);
  return (
    <Flex vertical gap={16}>
      <Head month={month} revision={revision} rollup={rollup.data} today={today} />
      <DemoNote />
      {rollup.data ? (
        <Flex vertical gap={16} style={{ opacity: rollup.isPlaceholderData ? 0.5 : 1 }}>
          {rollup.data.status === 'closed' && rollup.data.month === month && <LateVisits month={month} />}
          <TopSection rollup={rollup.data} />
          <ListsSection rollup={rollup.data} />
          <BatchesSection rollup={rollup.data} />
          <IssuesSection rollup={rollup.data} />
          <VisitsSection rollup={rollup.data} />
          {rollup.data.month === month && <ConfirmationsSection month={month} />}
          {rollup.data.month === month && rollup.data.status === 'closed' && (
            <ExceptionsSection rollup={rollup.data} name={dayjs(`${month}-01`).format(t('months.monthFormat'))} />
          )}
          <RevisionsSection month={month} />
        </Flex>
      ) : (
        <PageState error={rollup.error} onRetry={() => void rollup.refetch()} />
      )}
    </Flex>
  );
}

function Head(props: { month: string; revision?: number; rollup?: Rollup; today: string }) {
  const { t } = useTranslation();
  const { month, revision, rollup, today } = props;
  const me = useMe();
  const navigate = useNavigate();
  const revisions = useRevisions(month);
  const name = dayjs(`${month}-01`).format(t('months.monthFormat'));
  const running = month >= today.slice(0, 7);
  const newest = revisions.data?.at(-1)?.revision ?? 0;
  const go = (to: string) => void navigate(`/months/${to}`);
  return (
    <Card size="small">
      <Flex justify="space-between" align="center" wrap gap={12}>
        <Space wrap size="middle">
          <Typography.Title level={4} style={{ margin: 0 }}>
            {t('months.titleOf', { month: name })}
          </Typography.Title>
          {rollup?.month === month && (
            <>
              <Tag color={rollup.status === 'closed' ? 'success' : 'processing'}>{t(`months.${rollup.status}`)}</Tag>
              <Typography.Text type="secondary">
                {t('months.asOf', { day: rollup.asOfDay ?? rollup.asOf.slice(0, 10) })}
              </Typography.Text>
            </>
          )}
        </Space>
        <Space wrap>
          <CodeField />
          <MonthStepper month={month} today={today} onMonth={go} />
          {me.permissions.includes('bulletin.read') && (
            <Link to={`/bulletins/${month}${revision === undefined ? '' : `?revision=${revision}`}`}>
              {t('bulletins.title')}
            </Link>
          )}
          {newest > 0 && (
            <Select
              aria-label={t('months.revision')}
              value={revision ?? newest}
              options={revisions.data?.map(({ revision: n }) => ({
                value: n,
                label: t('months.revisionN', { n }) + (n === newest ? `（${t('months.newest')}）` : ''),
              }))}
              onChange={(n: number) =>
                void navigate(n === newest ? `/months/${month}` : `/months/${month}?revision=${n}`)
              }
            />
          )}
          {me.permissions.includes('month.close') &&
            rollup?.month === month &&
            (rollup.status === 'open' ? (
              <CloseMonth month={month} name={name} over={!running} />
            ) : (
              <RestateMonth rollup={rollup} newest={newest} name={name} />
            ))}
        </Space>
      </Flex>
      {revision !== undefined && revision < newest && (
        <Alert
          style={{ marginTop: 12 }}
          type="warning"
          showIcon
          title={t('months.older', { n: revision })}
          action={<Link to={`/months/${month}`}>{t('months.toNewest')}</Link>}
        />
      )}
      {rollup?.status === 'open' && rollup.month === month && (
        <Typography.Text type="secondary" style={{ display: 'block', marginTop: 8 }}>
          {t(running ? 'months.runningHint' : 'months.openHint')}
        </Typography.Text>
      )}
    </Card>
  );
}
