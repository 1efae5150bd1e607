import { Card, Flex, Input, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { PageState } from '../../components/page-state';
import { Empty } from '../../components/empty';
import { useProject, useProjects } from '../projects/queries';
import { useDuties } from './queries';
import { VisitForm } from './visit-form';

/** Log a visit: the project of the address, or one to choose first. */
export default function LogVisitPage() {
  const { id } = useParams();
  return (
    <div style={{ width: '100%', maxWidth: 720, margin: '0 auto' }}>
      {id === undefined ? <Choose /> : <Log key={id} id={id} />}
    </div>
  );
}

function Log({ id }: { id: string }) {
  const project = useProject(id);
  if (!project.data) return <PageState error={project.error} onRetry={() => void project.refetch()} />;
  return <VisitForm project={project.data} />;
}

/** This week's duties that are not met come first: mostly one of them is meant. */
function Choose() {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const duties = useDuties({ met: 'false', pageSize: 50 });
  const found = useProjects({ q: q.trim() || undefined, pageSize: 10 }, q.trim().length > 0);
  return (
    <Flex vertical gap={16}>
      <Typography.Title level={4} style={{ margin: 0 }}>
        {t('visits.log.choose')}
      </Typography.Title>
      <Input.Search
        size="large"
        allowClear
        aria-label={t('visits.log.searchProject')}
        placeholder={t('visits.log.searchProject')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      {q.trim() ? (
        <Card title={t('visits.log.chooseOther')}>
          {found.data ? (
            <Choices
              rows={found.data.items.map((project) => ({ ...project, note: project.ownerName }))}
              empty={t('visits.log.noProject')}
            />
          ) : (
            <PageState error={found.error} onRetry={() => void found.refetch()} />
          )}
        </Card>
      ) : (
        <Card title={t('visits.log.chooseHint')}>
          {duties.data ? (
            <Choices
              rows={duties.data.items.map((duty) => ({
                id: duty.projectId,
                name: duty.projectName,
                note: duty.address,
              }))}
              empty={t('visits.log.noDuties')}
            />
          ) : (
            <PageState error={duties.error} onRetry={() => void duties.refetch()} />
          )}
        </Card>
      )}
    </Flex>
  );
}

function Choices({ rows, empty }: { rows: { id: string; name: string; note: string }[]; empty: string }) {
  const { t } = useTranslation();
  if (rows.length === 0) return <Empty text={empty} />;
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map(({ id, name, note }) => (
        <li key={id} style={{ borderBottom: '1px solid #f0f0f0' }}>
          <Link to={`/projects/${id}/visit`} style={{ display: 'block', padding: '14px 0', fontSize: 16 }}>
            {name} <Tag color="processing">{t('visits.page.log')}</Tag>
            <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
              {note}
            </Typography.Text>
          </Link>
        </li>
      ))}
    </ul>
  );
}
