import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAmountText } from '../../components/amount';
import { Empty } from '../../components/empty';
import { LinkButton } from '../../components/link-button';
import { Section } from '../../components/section';
import { InstructButton } from './instruct-button';
import type { Overview } from './queries';

type HeldUpProject = Overview['heldUp']['top'][number];

/** What holds most investment up, today, with the place to write an instruction beside each issue. */
export function HeldUp({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const { heldUp, heldUpBy, today } = overview;
  return (
    <Section
      title={t('overview.heldUp.title')}
      extra={<Typography.Text type="secondary">{t('overview.heldUp.asOf', { day: today })}</Typography.Text>}
    >
      {heldUp.projects === 0 ? (
        <Empty text={t('overview.heldUp.none')} />
      ) : (
        <Flex vertical gap={14}>
          <div>
            <Typography.Text strong style={{ fontSize: 18, color: '#b32d0a' }}>
              {t('overview.heldUp.sum', { projects: heldUp.projects, amount: amount(heldUp.plan) })}
            </Typography.Text>
            <br />
            <Typography.Text type="secondary">
              {t('overview.heldUp.free', { issues: heldUp.topIssues, amount: amount(heldUp.topPlan) })}
              {heldUp.withoutPlan > 0 && `；${t('overview.heldUp.withoutPlan', { count: heldUp.withoutPlan })}`}
            </Typography.Text>
          </div>
          <Categories rows={heldUpBy} />
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {heldUp.top.map((project) => (
              <Project key={project.projectId} project={project} />
            ))}
          </ul>
          <div>
            <LinkButton to="/board" size="small">
              {t('overview.heldUp.board')}
            </LinkButton>
          </div>
        </Flex>
      )}
    </Section>
  );
}

function Categories({ rows }: { rows: Overview['heldUpBy'] }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const most = Math.max(...rows.map(({ plan }) => Number(plan)), 1);
  return (
    <div
      title={t('overview.heldUp.byHint')}
      style={{
        ...{ display: 'grid', gridTemplateColumns: 'max-content minmax(40px, 1fr) max-content' },
        ...{ alignItems: 'center', gap: '4px 10px', fontSize: 13 },
      }}
    >
      {rows.slice(0, 5).map((row) => (
        <div key={row.categoryCode} style={{ display: 'contents' }}>
          <span>{row.name}</span>
          <span aria-hidden style={{ height: 8, borderRadius: 4, background: '#f3f4f7' }}>
            <span
              style={{
                display: 'block',
                width: `${((Number(row.plan) / most) * 100).toFixed(1)}%`,
                height: '100%',
                borderRadius: 4,
                background: '#d98a6a',
              }}
            />
          </span>
          <Link to={`/issues?light=red&categoryCode=${row.categoryCode}`}>
            {t('overview.heldUp.byLine', { projects: row.projects, amount: amount(row.plan) })}
          </Link>
        </div>
      ))}
    </div>
  );
}

function Project({ project }: { project: HeldUpProject }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  return (
    <li className="wrap-anywhere" style={{ padding: '10px 0', borderTop: '1px solid #eceff3' }}>
      <Flex justify="space-between" wrap gap="0 12px">
        <Link to={`/projects/${project.projectId}`} style={{ fontWeight: 500 }}>
          {project.name}
        </Link>
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {project.plan === null
            ? t('overview.heldUp.noPlan')
            : t('overview.heldUp.plan', { amount: amount(project.plan) })}
        </Typography.Text>
      </Flex>
      {project.issues.map((issue) => (
        <Flex key={issue.id} justify="space-between" align="center" gap={12} style={{ marginTop: 4 }}>
          <span style={{ minWidth: 0 }}>
            <Link to={`/issues/${issue.id}`}>{issue.title}</Link>{' '}
            <Typography.Text type="secondary" style={{ fontSize: 13 }}>
              {[issue.leadUnitName, t('overview.heldUp.late', { count: issue.lateDays })].filter(Boolean).join(' · ')}
            </Typography.Text>
          </span>
          <InstructButton issueId={issue.id} title={issue.title} />
        </Flex>
      ))}
      {project.issueCount > project.issues.length && (
        <Link to={`/board?rows=held-up&projectId=${project.projectId}`} style={{ fontSize: 13 }}>
          {t('overview.heldUp.more', { count: project.issueCount })}
        </Link>
      )}
    </li>
  );
}
