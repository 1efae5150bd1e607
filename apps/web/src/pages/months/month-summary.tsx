import { Col, Flex, Progress, Row, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../../client/dictionary';
import { useAmountText } from '../../components/amount';
import { DemoNote } from '../../components/demo-note';
import { LinkButton } from '../../components/link-button';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { Empty } from '../../components/empty';
import { FigureLink, Pace, paceOf, Percent } from './figure';
import { lastMonth } from './last-month';
import { type ListFigures, type Rollup, useRollup } from './queries';
import { NO_UNIT } from './rows-address';

/** The leader's one page: how the lists stand, what is late and where, whether the visits are made. */
export function MonthSummary() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const month = lastMonth(today);
  const rollup = useRollup(month);
  // Investment is entered when a month is over; what is late and not visited is asked for as of today.
  const running = useRollup(today.slice(0, 7));
  if (!rollup.data) return <PageState error={rollup.error} onRetry={() => void rollup.refetch()} />;
  return (
    <Flex vertical gap={16}>
      <Flex justify="space-between" align="center" wrap gap={8}>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('months.summary.title', { month: dayjs(`${month}-01`).format(t('months.monthFormat')) })}
        </Typography.Title>
        <LinkButton type="primary" to={`/months/${month}`}>
          {t('months.summary.details')}
        </LinkButton>
      </Flex>
      <DemoNote />
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={14}>
          <Lists rollup={rollup.data} />
        </Col>
        <Col xs={24} xl={10}>
          <Flex vertical gap={16}>
            {running.data ? (
              <>
                <Overdue rollup={running.data} />
                <Coverage rollup={running.data} />
              </>
            ) : (
              <PageState error={running.error} onRetry={() => void running.refetch()} />
            )}
            <Batches rollup={rollup.data} />
          </Flex>
        </Col>
      </Row>
    </Flex>
  );
}

const dayOf = (day: string, format: string): string => dayjs(day).format(format);

function Lists({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
  const behind = rollup.lists.filter(({ gap }) => gap !== null && paceOf(gap) === 'behind').length;
  return (
    <Section
      title={t('months.summary.lists')}
      extra={t('months.summary.listsHint', { schedule: rollup.total.timeSchedule })}
    >
      {rollup.lists.length === 0 ? (
        <Empty text={t('months.lists.empty', { year: rollup.month.slice(0, 4) })} />
      ) : (
        <Flex vertical gap={20}>
          <Typography.Text>
            {behind > 0 ? t('months.summary.worst', { behind }) : t('months.summary.allAhead')}
          </Typography.Text>
          {rollup.lists.map((list) => (
            <ListLine key={list.listId} list={list} month={rollup.month} />
          ))}
        </Flex>
      )}
    </Section>
  );
}

function ListLine({ list, month }: { list: ListFigures; month: string }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  return (
    <div>
      <Flex justify="space-between" align="baseline" wrap gap={8}>
        <span>
          <Typography.Text strong style={{ fontSize: 16 }}>
            {list.name}
          </Typography.Text>{' '}
          <FigureLink month={month} to={{ kind: 'projects', listId: list.listId }} label={list.name}>
            <span style={{ fontSize: 22, fontWeight: 600 }}>
              <Percent value={list.completionRate} />
            </span>
          </FigureLink>
        </span>
        <Pace gap={list.gap} />
      </Flex>
      {list.completionRate !== null && (
        <Progress
          percent={Math.min(100, Number(list.completionRate))}
          showInfo={false}
          strokeColor={list.gap !== null && paceOf(list.gap) === 'behind' ? '#cf1322' : '#389e0d'}
          aria-label={list.name}
        />
      )}
      <Typography.Text type="secondary">
        {t('months.summary.line', { completed: amount(list.completed), plan: amount(list.annualPlan) })}
        {list.basisNote && `（${list.basisNote}）`}
      </Typography.Text>
    </div>
  );
}

function Overdue({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
  const late = rollup.issuesByUnit.filter(({ overdue }) => overdue > 0).sort((a, b) => b.overdue - a.overdue);
  return (
    <Section
      title={t('months.summary.overdue', { day: dayOf(rollup.asOfDay ?? rollup.asOf.slice(0, 10), t('visits.period.day')) })}
      extra={
        <FigureLink month={rollup.month} to={{ kind: 'issues', which: 'overdue' }} label={t('months.issues.overdue')}>
          {t('months.summary.overdueN', { count: rollup.issues.overdue })}
        </FigureLink>
      }
    >
      {late.length === 0 ? (
        <Typography.Text type="secondary">{t('months.summary.noOverdue')}</Typography.Text>
      ) : (
        <Flex vertical gap={10}>
          {late.map((unit) => (
            <Flex key={unit.unitId ?? NO_UNIT} justify="space-between" gap={8}>
              <span>{unit.name}</span>
              <FigureLink
                month={rollup.month}
                to={{ kind: 'issues', which: 'overdue', unitId: unit.unitId ?? NO_UNIT }}
                label={`${unit.name} ${t('months.issues.overdue')}`}
              >
                {t('months.summary.overdueN', { count: unit.overdue })}
              </FigureLink>
            </Flex>
          ))}
        </Flex>
      )}
    </Section>
  );
}

function Coverage({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
  return (
    <Section
      title={t('months.summary.coverageOf', { month: dayOf(rollup.asOfDay ?? rollup.asOf.slice(0, 10), t('months.monthFormat')) })}
      extra={
        <FigureLink month={rollup.month} to={{ kind: 'visits', state: 'missed' }} label={t('months.summary.coverage')}>
          <Percent value={rollup.visits.coverage} />
        </FigureLink>
      }
    >
      {rollup.visits.due === 0 ? (
        <Typography.Text type="secondary">{t('months.visits.empty')}</Typography.Text>
      ) : (
        <Flex vertical gap={10}>
          {rollup.visitsByList.map((list) => (
            <Flex key={list.listId} justify="space-between" gap={8}>
              <span>{list.name}</span>
              <FigureLink
                month={rollup.month}
                to={{ kind: 'visits', listId: list.listId, state: 'missed' }}
                label={`${list.name} ${t('months.visits.coverage')}`}
              >
                <Percent value={list.coverage} />
              </FigureLink>
            </Flex>
          ))}
        </Flex>
      )}
    </Section>
  );
}

function Batches({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
  const { threeBatches } = rollup;
  return (
    <Section title={t('months.summary.batches')}>
      <Row gutter={[12, 12]}>
        {(['signed', 'started', 'production', 'registry'] as const).map((which) => (
          <Col key={which} span={12}>
            <Typography.Text type="secondary">{t(`months.batches.${which}Rate`)}</Typography.Text>
            <div style={{ fontSize: 20, fontWeight: 600 }}>
              <FigureLink month={rollup.month} to={{ kind: 'batches', which }} label={t(`months.batches.${which}Rate`)}>
                <Percent value={threeBatches[which].rate} />
              </FigureLink>
            </div>
          </Col>
        ))}
      </Row>
    </Section>
  );
}
