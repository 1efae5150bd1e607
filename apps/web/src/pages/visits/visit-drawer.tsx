import { Descriptions, Drawer, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { StateTag } from '../../components/light-tag';
import { PageState } from '../../components/page-state';
import { useIsPhone } from '../../components/use-is-phone';
import { useVisit, type Visit } from './queries';

/** One visit beside the page: `?visit=` in the address says which. */
export function VisitDrawer() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const [search, setSearch] = useSearchParams();
  const id = search.get('visit') ?? undefined;
  const visit = useVisit(id);
  const close = () => {
    const next = new URLSearchParams(search);
    next.delete('visit');
    setSearch(next, { preventScrollReset: true });
  };
  return (
    <Drawer
      open={id !== undefined}
      size={phone ? '100%' : 520}
      title={t('visits.page.detail')}
      onClose={close}
      destroyOnHidden
    >
      {visit.data ? (
        <Whole visit={visit.data} />
      ) : (
        <PageState error={visit.error} onRetry={() => void visit.refetch()} />
      )}
    </Drawer>
  );
}

function Whole({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const { location } = visit;
  return (
    <Flex vertical gap={16}>
      <Descriptions
        column={1}
        items={[
          {
            key: 'project',
            label: t('visits.page.project'),
            children: <Link to={`/projects/${visit.projectId}`}>{visit.projectName}</Link>,
          },
          {
            key: 'at',
            label: t('visits.page.visitedAt'),
            children: visit.visitedAt.slice(0, 16).replace('T', ' '),
          },
          { key: 'by', label: t('visits.page.by'), children: visit.officerName },
          {
            key: 'place',
            label: t('visits.page.location'),
            children: location
              ? `${location.latitude}, ${location.longitude}${location.accuracy === undefined ? '' : `（${t('visits.page.accuracy', { metres: location.accuracy })}）`}`
              : t('visits.page.noLocation'),
          },
        ]}
      />
      <div>
        <Typography.Text type="secondary">{t('visits.page.note')}</Typography.Text>
        <div style={{ whiteSpace: 'pre-wrap', fontSize: 16 }}>{visit.note}</div>
      </div>
      <div>
        <Typography.Text type="secondary">{t('visits.page.issuesFound')}</Typography.Text>
        {visit.issues.length === 0 ? (
          <div>{t('visits.page.noIssuesFound')}</div>
        ) : (
          visit.issues.map((issue) => (
            <div key={issue.id} style={{ padding: '6px 0' }}>
              <Link to={`/issues/${issue.id}`}>
                {issue.number} {issue.title}
              </Link>{' '}
              <StateTag state={issue.state} />
            </div>
          ))
        )}
      </div>
    </Flex>
  );
}
