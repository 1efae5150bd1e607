import { SendOutlined } from '@ant-design/icons';
import { Card, Col, Descriptions, Flex, Row, Steps, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import dayjs from 'dayjs';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { DayText } from '../../components/day-text';
import { StateTag } from '../../components/light-tag';
import { LinkButton } from '../../components/link-button';
import { PageState } from '../../components/page-state';
import { useIsPhone } from '../../components/use-is-phone';
import { IssueOrders } from '../orders/issue-orders';
import { IssueRating } from '../rate/issue-rating';
import { IssueActions } from './issue-actions';
import { IssueNotices } from './issue-notices';
import { Lights } from './lights';
import { PrintLink } from './print-link';
import { type Issue, type State, useIssue } from './queries';
import { StepsCard } from './steps-card';
import { TimeBar } from './time-bar';
import { IssueTimeline } from './timeline';

/** One issue: where it stands, whose turn it is, its record, and only what may be done with it. */
export default function IssuePage() {
  const { id = '' } = useParams();
  const issue = useIssue(id);
  if (!issue.data) return <PageState error={issue.error} onRetry={() => void issue.refetch()} />;
  return (
    <Row gutter={[16, 12]}>
      <Col xs={24} lg={15}>
        <Flex vertical gap={12}>
          <Head issue={issue.data} />
          <StepsCard issue={issue.data} />
          <Facts issue={issue.data} />
          <IssueRating issue={issue.data} />
          <IssueOrders issue={issue.data} />
          <TimeBar issue={issue.data} />
        </Flex>
      </Col>
      <Col xs={24} lg={9}>
        <IssueTimeline issue={issue.data} />
      </Col>
    </Row>
  );
}

function Head({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const me = useMe();
  // It was not solved: the row of steps would say so.
  const ended = issue.state === 'merged' || issue.state === 'cancelled';
  return (
    <Card>
      <Flex wrap gap="4px 12px" align="center">
        <Link to={`/issues?ledger=${issue.ledger}`}>{issue.ledgerName}</Link>
        <Typography.Text type="secondary">{issue.number}</Typography.Text>
        <StateTag state={issue.state} />
        {issue.cycle > 1 && <Tag color="volcano">{t('issues.cycle', { count: issue.cycle })}</Tag>}
        {issue.urged > 0 && <Tag color="orange">{t('issues.urged', { count: issue.urged })}</Tag>}
        <PrintLink id={issue.id} />
        {me.permissions.includes('reminder.write') && (
          <LinkButton size="small" icon={<SendOutlined />} to={`/reminder-run?subject=${issue.id}`}>
            {t('reminders.run.log')}
          </LinkButton>
        )}
      </Flex>
      <Typography.Title level={4} className="wrap-anywhere" style={{ margin: '8px 0 12px' }}>
        {issue.title}
      </Typography.Title>
      <Flex wrap gap="8px 32px">
        <Lights issue={issue} />
        {!ended && (
          <span>
            <Typography.Text type="secondary">{t('issues.one.turn')}：</Typography.Text>
            {issue.heldBy}
          </span>
        )}
      </Flex>
      {ended ? <div style={{ height: 16 }} /> : <Progress state={issue.state} />}
      <IssueNotices issue={issue} />
      {issue.allowedActions.length > 0 ? (
        <IssueActions issue={issue} />
      ) : (
        <Typography.Text type="secondary">{t('issues.one.noActions')}</Typography.Text>
      )}
    </Card>
  );
}

const STEPS = ['register', 'assign', 'sign', 'solve', 'verify', 'close'] as const;
/** The step that a state waits for. */
const WAITS_FOR: Record<State, (typeof STEPS)[number] | 'nothing'> = {
  registered: 'assign',
  returned: 'assign',
  assigned: 'sign',
  'in-progress': 'solve',
  suspended: 'solve',
  'pending-verification': 'verify',
  closed: 'nothing',
  merged: 'nothing',
  cancelled: 'nothing',
};

function Progress({ state }: { state: State }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const waits = WAITS_FOR[state];
  return (
    <Steps
      size="small"
      type={phone ? 'dot' : 'default'}
      titlePlacement="vertical"
      responsive={false}
      style={{ margin: '20px 0 16px' }}
      current={waits === 'nothing' ? STEPS.length : STEPS.indexOf(waits)}
      items={STEPS.map((step) => ({ title: t(`issues.one.steps.${step}`) }))}
    />
  );
}

function Facts({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const phone = useIsPhone();
  const { today } = useDistrict();
  const time = (instant: string) => dayjs(instant).format(t('issues.one.time'));
  const over = ['closed', 'merged', 'cancelled'].includes(issue.state);
  const day = (text: string | null) => (text === null || over ? text : <DayText day={text} />);
  const rows: [label: string, value: ReactNode][] = [
    [t('issues.project'), issue.projectId && <Link to={`/projects/${issue.projectId}`}>{issue.projectName}</Link>],
    [t('ledgers.register.subject'), issue.subjectName],
    [t('issues.one.owner'), issue.ownerName],
    [t('issues.one.address'), issue.address],
    [t('issues.one.officer'), issue.officerName],
    [t('issues.category'), issue.categoryName],
    [t('issues.severity'), dictionary.word('severity', issue.severity)],
    [t('issues.lead'), issue.leadUnitName ?? t('issues.noUnit')],
    [t('issues.one.handler'), issue.handlerName],
    [t('issues.one.support'), issue.supportUnits.map(({ name }) => name).join('、')],
    [t('issues.one.dueOn'), day(issue.dueOn)],
    [
      t('issues.one.extensions'),
      issue.extensions > 0 && t('issues.one.extensionsOf', { count: issue.extensions, max: issue.extensionsMax }),
    ],
    [
      t('issues.one.reportDueOn'),
      issue.state === 'in-progress' &&
        issue.reportDueOn &&
        (issue.reportDueOn < today ? issue.reportDueOn + t('issues.one.late') : day(issue.reportDueOn)),
    ],
    [t('issues.one.verifyDueOn'), issue.state === 'pending-verification' && day(issue.verifyDueOn)],
    [t('issues.one.firstDueOn'), issue.firstDueOn !== issue.dueOn && issue.firstDueOn],
    [t('issues.one.signDueOn'), issue.state === 'assigned' && day(issue.signDueOn)],
    [t('issues.one.returnUntil'), issue.state === 'assigned' && day(issue.returnUntil)],
    [t('issues.one.reviewOn'), issue.state === 'suspended' && issue.reviewOn],
    [t('issues.one.registeredBy'), issue.registeredByName],
    [t('issues.one.registeredAt'), time(issue.registeredAt)],
    [t('issues.one.closedAt'), issue.closedAt && time(issue.closedAt)],
  ];
  return (
    <Card title={t('issues.one.facts')}>
      <Typography.Paragraph className="wrap-anywhere" style={{ whiteSpace: 'pre-wrap' }}>
        {issue.description || <Typography.Text type="secondary">{t('issues.one.noDescription')}</Typography.Text>}
      </Typography.Paragraph>
      <Descriptions
        size="small"
        column={phone ? 1 : 2}
        styles={{ label: { width: 84 } }}
        items={rows
          .filter(([, value]) => value)
          .map(([label, value]) => ({ key: label, label, children: <span className="wrap-anywhere">{value}</span> }))}
      />
    </Card>
  );
}
