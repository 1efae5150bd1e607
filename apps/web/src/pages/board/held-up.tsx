import { Collapse, Flex, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Amount, useAmountText } from '../../components/amount';
import { Empty } from '../../components/empty';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import { RowsLink } from './rows-link';
import type { Board, HeldUpProject } from './queries';

/** Which few issues free the most planned investment, and how that is computed. */
export function HeldUp({ heldUp }: { heldUp: Board['heldUp'] }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const amount = useAmountText();
  if (heldUp.projects === 0) {
    return (
      <Section title={t('board.heldUp.title')}>
        <Empty text={t('board.heldUp.none')} />
      </Section>
    );
  }
  return (
    <Section title={t('board.heldUp.title')}>
      <Flex wrap gap="4px 16px" align="baseline">
        <Typography.Title level={3} style={{ margin: 0, color: '#b32d0a' }}>
          {t('board.heldUp.free', { count: heldUp.topIssues, amount: amount(heldUp.topPlan) })}
        </Typography.Title>
        <Typography.Text>{t('board.heldUp.of', { projects: heldUp.top.length })}</Typography.Text>
      </Flex>
      <Typography.Paragraph type="secondary" style={{ margin: '4px 0 12px' }}>
        {t('board.heldUp.all', {
          projects: heldUp.projects,
          issues: heldUp.issues,
          year: heldUp.year,
          amount: amount(heldUp.plan),
        })}
        {heldUp.withoutPlan > 0 && `（${t('board.heldUp.withoutPlan', { count: heldUp.withoutPlan })}）`}
      </Typography.Paragraph>
      {phone ? <Cards rows={heldUp.top} /> : <HeldUpTable rows={heldUp.top} />}
      <Collapse
        ghost
        size="small"
        style={{ marginTop: 8 }}
        items={[{ key: 'how', label: t('board.heldUp.how'), children: t('board.heldUp.formula') }]}
      />
    </Section>
  );
}

function HeldUpTable({ rows }: { rows: HeldUpProject[] }) {
  const { t } = useTranslation();
  const columns: TableColumnsType<HeldUpProject> = [
    {
      title: t('board.heldUp.project'),
      width: '24%',
      render: (_, row) => <Link to={`/projects/${row.projectId}`}>{row.name}</Link>,
    },
    { title: t('board.heldUp.plan'), align: 'right', width: 120, render: (_, row) => <Plan row={row} /> },
    {
      title: t('board.heldUp.late'),
      align: 'right',
      width: 132,
      render: (_, row) => t('board.units.days', { count: row.lateDays }),
    },
    { title: t('board.heldUp.weight'), align: 'right', width: 148, render: (_, row) => <Weight row={row} /> },
    { title: t('board.heldUp.issues'), render: (_, row) => <Issues row={row} /> },
  ];
  return (
    <Table<HeldUpProject> size="small" rowKey="projectId" columns={columns} dataSource={rows} pagination={false} />
  );
}

function Cards({ rows }: { rows: HeldUpProject[] }) {
  const { t } = useTranslation();
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map((row, index) => (
        <li
          key={row.projectId}
          className="wrap-anywhere"
          style={{ padding: '10px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}
        >
          <Link to={`/projects/${row.projectId}`} style={{ fontWeight: 500 }}>
            {row.name}
          </Link>
          <Flex wrap gap="0 16px" style={{ margin: '2px 0 4px' }}>
            <span>
              {t('board.heldUp.plan')} <Plan row={row} />
            </span>
            <span>
              {t('board.heldUp.late')} {t('board.units.days', { count: row.lateDays })}
            </span>
          </Flex>
          <Issues row={row} />
        </li>
      ))}
    </ul>
  );
}

function Plan({ row }: { row: HeldUpProject }) {
  const { t } = useTranslation();
  return row.plan === null ? (
    <Typography.Text type="secondary">{t('board.heldUp.noPlan')}</Typography.Text>
  ) : (
    <Amount value={row.plan} />
  );
}

function Weight({ row }: { row: HeldUpProject }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  return <>{row.plan === null ? '—' : t('board.heldUp.weightOf', { amount: amount(row.weight) })}</>;
}

/** The latest of its issues, each one click away, and the way to all. */
function Issues({ row }: { row: HeldUpProject }) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap={2}>
      {row.issues.map((issue) => (
        <span key={issue.id} className="wrap-anywhere">
          <Link to={`/issues/${issue.id}`}>{issue.title}</Link>{' '}
          <Typography.Text type="secondary" style={{ fontSize: 13 }}>
            {[issue.leadUnitName, t('issues.days.late', { count: issue.lateDays })].filter(Boolean).join(' · ')}
          </Typography.Text>
        </span>
      ))}
      {row.issueCount > row.issues.length && (
        <RowsLink target={{ rows: 'held-up', projectId: row.projectId }}>
          {t('board.heldUp.more', { count: row.issueCount })}
        </RowsLink>
      )}
    </Flex>
  );
}
