import { Button, Space, Timeline, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAmountText } from '../../components/amount';
import { Section } from '../../components/section';
import { type Revision, useRevisions } from './queries';
import { ChangeList, ChangesDialog, CheckResult } from './revision-changes';
import { RevisionsCompare } from './revisions-compare';

/** What was published for the month: when, by whom, why, and what it changed. */
export function RevisionsSection({ month }: { month: string }) {
  const { t } = useTranslation();
  const revisions = useRevisions(month);
  const [checked, setChecked] = useState<number>();
  const [all, setAll] = useState<number>();
  const [comparing, setComparing] = useState(false);
  if (!revisions.data?.length) return null;
  return (
    <Section
      title={t('months.revisions.title')}
      extra={
        revisions.data.length > 1 && (
          <Button onClick={() => setComparing(true)}>{t('closing.revisions.compare')}</Button>
        )
      }
    >
      <Timeline
        items={[...revisions.data].reverse().map((revision) => ({
          key: revision.revision,
          content: (
            <>
              <Link to={`/months/${month}?revision=${revision.revision}`}>
                {t('months.revisionN', { n: revision.revision })}
              </Link>{' '}
              <Typography.Text type="secondary">
                {revision.closedAt.slice(0, 16).replace('T', ' ')} · {revision.closedByName}
              </Typography.Text>
              <div>{revision.reason ?? t('months.revisions.first')}</div>
              {revision.revision > 1 && <Difference difference={revision.difference} />}
              {revision.revision > 1 && <Explained revision={revision} onAll={() => setAll(revision.revision)} />}
              <Space wrap size={4}>
                <Button
                  type="link"
                  size="small"
                  style={{ paddingInline: 0 }}
                  onClick={() => setChecked(checked === revision.revision ? undefined : revision.revision)}
                >
                  {t('closing.revisions.check')}
                </Button>
              </Space>
              {checked === revision.revision && <CheckResult month={month} revision={revision.revision} />}
            </>
          ),
        }))}
      />
      {all !== undefined && (
        <ChangesDialog month={month} revision={all} which="changes" onClose={() => setAll(undefined)} />
      )}
      {comparing && <RevisionsCompare month={month} revisions={revisions.data} onClose={() => setComparing(false)} />}
    </Section>
  );
}

/** What the revision changed, in sentences and project by project. */
function Explained({ revision, onAll }: { revision: Revision; onAll: () => void }) {
  const { t } = useTranslation();
  const { words, projects, changedProjects } = revision;
  if (changedProjects === 0) {
    return revision.difference.length > 0 ? null : (
      <Typography.Text type="secondary">{t('closing.revisions.same')}</Typography.Text>
    );
  }
  return (
    <>
      <div>{words.join('；')}</div>
      <details>
        <summary>{t('closing.revisions.projects', { count: changedProjects })}</summary>
        <ChangeList changes={projects} />
        {changedProjects > projects.length && (
          <Button type="link" size="small" onClick={onAll}>
            {t('closing.revisions.all')}
          </Button>
        )}
      </details>
    </>
  );
}

function Difference({ difference }: Pick<Revision, 'difference'>) {
  const { t } = useTranslation();
  const amount = useAmountText();
  if (difference.length === 0) {
    return <Typography.Text type="secondary">{t('months.revisions.same')}</Typography.Text>;
  }
  const changes = ({ before, after }: Revision['difference'][number]): string => {
    if (!before) return t('months.revisions.added');
    if (!after) return t('months.revisions.removed');
    const rate = (value: string | null) => (value === null ? t('months.none') : t('months.percent', { value }));
    return [
      before.projects !== after.projects &&
        t('months.revisions.projects', { before: before.projects, after: after.projects }),
      before.annualPlan !== after.annualPlan &&
        t('months.revisions.plan', { before: amount(before.annualPlan), after: amount(after.annualPlan) }),
      before.completed !== after.completed &&
        t('months.revisions.completed', { before: amount(before.completed), after: amount(after.completed) }),
      before.completionRate !== after.completionRate &&
        t('months.revisions.rate', { before: rate(before.completionRate), after: rate(after.completionRate) }),
    ]
      .filter((part) => part !== false)
      .join('，');
  };
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }} aria-label={t('months.revisions.difference')}>
      {difference.map((one) => (
        <li key={one.listId}>{t('months.revisions.change', { name: one.name, changes: changes(one) })}</li>
      ))}
    </ul>
  );
}
