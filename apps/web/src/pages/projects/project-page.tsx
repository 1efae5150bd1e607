import { Button, Col, Collapse, Descriptions, Flex, Row, Segmented, Space, Statistic, Tag, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Amount, useAmountText } from '../../components/amount';
import { DemoNote } from '../../components/demo-note';
import { Empty } from '../../components/empty';
import { LinkButton } from '../../components/link-button';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import { ProjectChanges } from './project-changes';
import { FactsForm, MilestoneForm, PlanForm, ProgressForm } from './project-forms';
import { ProjectIssues, ProjectVisits } from './project-evidence';
import { ProjectPlace } from './project-place';
import { ProjectWeeks } from './project-weeks';
import { ProjectYear } from './project-year';
import { type MilestoneKind, type Project, useProject, useProjectAsOf } from './queries';

type Opened = 'edit' | 'progress' | 'plan' | MilestoneKind | 'milestone' | undefined;

/** One project: who answers for it, how its year stands, what was found there and when it was visited. */
export default function ProjectPage() {
  const { id = '' } = useParams();
  const project = useProject(id);
  if (!project.data) return <PageState error={project.error} onRetry={() => void project.refetch()} />;
  return <Whole project={project.data} />;
}

function Whole({ project }: { project: Project }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const [search, setSearch] = useSearchParams();
  const phone = useIsPhone();
  const [opened, setOpened] = useState<Opened>();
  const years = yearsOf(project, today);
  const asked = Number(search.get('year'));
  const year = years.includes(asked) ? asked : (years[0] as number);
  const may = (action: Project['allowedActions'][number]) => project.allowedActions.includes(action);
  const close = () => setOpened(undefined);
  const progress = (
    <Section
      key="progress"
      title={t('projects.one.progress')}
      extra={
        <Segmented
          aria-label={t('projects.one.year')}
          value={year}
          options={years.map((value) => ({ value, label: t('projects.one.yearN', { year: value }) }))}
          onChange={(value) => setSearch({ year: String(value) }, { replace: true, preventScrollReset: true })}
        />
      }
    >
      <Figures project={project} year={year} today={today} />
      <ProjectYear project={project} year={year} mayWrite={may('progress')} />
    </Section>
  );
  const facts = <Facts key="facts" project={project} />;
  const lists = <Memberships key="lists" project={project} />;
  const milestones = (
    <Milestones key="milestones" project={project} onOpen={may('milestone') ? setOpened : undefined} />
  );
  const issues = <ProjectIssues key="issues" projectId={project.id} />;
  const visits = <ProjectVisits key="visits" projectId={project.id} />;
  // The running year is better seen with the weeks before it.
  const weeks = <ProjectWeeks key="weeks" project={project} year={today.startsWith(`${year}-`) ? undefined : year} />;
  const place = <ProjectPlace key="place" project={project} mayWrite={may('edit')} />;
  const changes = <ChangesFold key="changes" id={project.id} />;
  return (
    <Flex vertical gap={16}>
      <Head project={project} may={may} open={setOpened} />
      <DemoNote />
      {phone ? (
        // On site one asks first who and what, then what is wrong; figures come after.
        [facts, issues, visits, weeks, progress, place, lists, milestones, changes]
      ) : (
        <Row gutter={[16, 16]}>
          <Col xs={24} xl={16}>
            <Flex vertical gap={16}>
              {[progress, weeks, issues, changes]}
            </Flex>
          </Col>
          <Col xs={24} xl={8}>
            <Flex vertical gap={16}>
              {[facts, place, lists, milestones, visits]}
            </Flex>
          </Col>
        </Row>
      )}
      {opened === 'edit' && <FactsForm project={project} onClose={close} />}
      {opened === 'progress' && <ProgressForm project={project} onClose={close} />}
      {opened === 'plan' && <PlanForm project={project} year={year} onClose={close} />}
      {opened !== undefined && !['edit', 'progress', 'plan'].includes(opened) && (
        <MilestoneForm
          project={project}
          kind={opened === 'milestone' ? undefined : (opened as MilestoneKind)}
          onClose={close}
        />
      )}
    </Flex>
  );
}

/** The years of which something is known, newest first. */
function yearsOf(project: Project, today: string): number[] {
  const known = [
    ...project.plans.map(({ year }) => year),
    ...project.progress.map(({ month }) => Number(month.slice(0, 4))),
  ];
  const years = [...new Set(known)].sort((a, b) => b - a);
  return years.length > 0 ? years : [Number(today.slice(0, 4))];
}

function Head(props: {
  project: Project;
  may: (action: Project['allowedActions'][number]) => boolean;
  open: (what: Opened) => void;
}) {
  const { t } = useTranslation();
  const me = useMe();
  const { project, may, open } = props;
  return (
    <Flex justify="space-between" align="center" wrap gap={12}>
      <div>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {project.name}
        </Typography.Title>
        <Typography.Text type="secondary">
          {[project.ownerName, project.address].filter(Boolean).join(' · ')}
        </Typography.Text>
      </div>
      <Space wrap>
        {me.permissions.includes('visit.log') && (
          <Button type="primary" href={`/field/p/${project.id}`}>
            {t('projects.one.visit')}
          </Button>
        )}
        {me.permissions.includes('issue.register') && (
          <LinkButton to={`/issues/new?projectId=${project.id}`}>{t('projects.one.issue')}</LinkButton>
        )}
        {may('progress') && <Button onClick={() => open('progress')}>{t('projects.one.enterProgress')}</Button>}
        {may('plan') && <Button onClick={() => open('plan')}>{t('projects.one.revisePlan')}</Button>}
        {may('edit') && <Button onClick={() => open('edit')}>{t('projects.one.edit')}</Button>}
      </Space>
    </Flex>
  );
}

/** The year as the list of projects shows it: plan, completed, rate. */
function Figures({ project, year, today }: { project: Project; year: number; today: string }) {
  const { t } = useTranslation();
  const month = today.startsWith(`${year}-`) ? today.slice(0, 7) : `${year}-12`;
  const row = useProjectAsOf(project, month).data;
  const { word } = useDictionary();
  const figure = (title: string, value: ReactNode, below?: string | null) => (
    <Col xs={12} md={8}>
      <Statistic title={title} formatter={() => value} value={0} />
      {below && <Typography.Text type="secondary">{below}</Typography.Text>}
    </Col>
  );
  if (!row) return null;
  return (
    <Row gutter={[16, 16]} style={{ marginBottom: 16 }}>
      {figure(
        t('projects.one.plan'),
        row.annualPlan === null ? t('projects.one.noPlan') : <Amount value={row.annualPlan} />,
        row.planBasis && word('basis', row.planBasis),
      )}
      {figure(
        t('projects.one.completed'),
        <Amount value={row.completed} />,
        row.completedBasis && word('basis', row.completedBasis),
      )}
      {figure(
        t('projects.one.rate'),
        row.completionRate === null ? t('months.none') : `${row.completionRate}%`,
        t('projects.one.asOf', { month }),
      )}
    </Row>
  );
}

function Facts({ project }: { project: Project }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const item = (label: string, value: ReactNode) => ({
    key: label,
    label,
    children: value || <Typography.Text type="secondary">{t('projects.one.none')}</Typography.Text>,
  });
  return (
    <Section title={t('projects.one.facts')}>
      <Descriptions
        size="small"
        column={1}
        items={[
          item(t('projects.one.totalInvestment'), <Amount value={project.totalInvestment} />),
          item(t('projects.one.unit'), project.unitName),
          item(t('projects.one.officer'), project.officerName),
          item(t('projects.one.leader'), project.leaderName),
          item(t('projects.one.owner'), project.ownerName),
          item(t('projects.one.industry'), project.industry),
          item(t('projects.one.category'), project.category && word('category', project.category)),
          item(t('projects.one.address'), project.address),
          item(t('projects.one.eligible'), project.statisticsEligibleOn),
          item(t('projects.one.entered'), project.statisticsEnteredOn),
        ]}
      />
      {project.standings.length > 1 && <Standings standings={project.standings} />}
    </Section>
  );
}

/** How the project counted before: closed months keep that. */
function Standings({ standings }: Pick<Project, 'standings'>) {
  const { t } = useTranslation();
  const amount = useAmountText();
  return (
    <details style={{ marginTop: 12 }}>
      <summary>{t('closing.standings')}</summary>
      {standings.map(({ from, totalInvestment, unitName, leaderName, industry }) => (
        <div key={from ?? ''} className="wrap-anywhere">
          <Typography.Text type="secondary">
            {from === null ? t('closing.standingFirst') : t('closing.standingSince', { month: from })}
          </Typography.Text>{' '}
          {[amount(totalInvestment), unitName, leaderName, industry].filter(Boolean).join(' · ')}
        </div>
      ))}
    </details>
  );
}

function Memberships({ project }: { project: Project }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  return (
    <Section title={t('projects.one.lists')}>
      {project.lists.length === 0 ? (
        <Typography.Text type="secondary">{t('projects.one.noLists')}</Typography.Text>
      ) : (
        <Flex vertical gap={8}>
          {project.lists.map((list) => (
            <div key={list.listId}>
              <Space wrap size={4}>
                <Typography.Text strong>{list.name}</Typography.Text>
                <Typography.Text type="secondary">{t('projects.one.yearN', { year: list.year })}</Typography.Text>
                {list.batch && <Tag>{word('batch', list.batch)}</Tag>}
              </Space>
              <div>
                <Typography.Text type="secondary">
                  {list.from} — {list.to ?? t('projects.one.open')}
                </Typography.Text>
              </div>
            </div>
          ))}
        </Flex>
      )}
    </Section>
  );
}

function Milestones({ project, onOpen }: { project: Project; onOpen?: (kind: MilestoneKind | 'milestone') => void }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  return (
    <Section
      title={t('projects.one.milestones')}
      extra={onOpen && <Button onClick={() => onOpen('milestone')}>{t('projects.one.milestone')}</Button>}
    >
      {project.milestones.length === 0 ? (
        <Empty text={t('projects.one.noMilestones')} />
      ) : (
        <Flex vertical gap={8}>
          {project.milestones.map(({ kind, plannedOn, actualOn }) => (
            <Flex key={kind} justify="space-between" gap={8} wrap>
              <Space size={6}>
                {onOpen ? (
                  <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => onOpen(kind)}>
                    {word('milestone', kind)}
                  </Button>
                ) : (
                  word('milestone', kind)
                )}
                <Tag color={actualOn ? 'success' : 'default'}>
                  {t(actualOn ? 'projects.one.reached' : 'projects.one.notReached')}
                </Tag>
              </Space>
              <Typography.Text type="secondary">
                {[
                  plannedOn && `${t('projects.one.plannedOn')} ${plannedOn}`,
                  actualOn && `${t('projects.one.actualOn')} ${actualOn}`,
                ]
                  .filter(Boolean)
                  .join('，')}
              </Typography.Text>
            </Flex>
          ))}
        </Flex>
      )}
    </Section>
  );
}

function ChangesFold({ id }: { id: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Collapse
      onChange={(keys) => setOpen(keys.length > 0)}
      items={[{ key: 'changes', label: t('projects.one.changes'), children: <ProjectChanges id={id} open={open} /> }]}
    />
  );
}
