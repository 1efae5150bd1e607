import { DownloadOutlined } from '@ant-design/icons';
import { Flex, Pagination, Progress, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { Section } from '../../components/section';
import { type BulletinFile, fileOf, useFiles } from './queries';

const SHOWN = 8;

/** Files of the month with the revision that they show; those being made tell how far they are. */
export function FilesSection({ month }: { month: string }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const files = useFiles(month, page, SHOWN);
  if (!files.data) return <PageState error={files.error} onRetry={() => void files.refetch()} />;
  const { items, total } = files.data;
  return (
    <Section title={t('bulletins.files')}>
      {items.length === 0 ? (
        <Empty text={t('bulletins.noFiles')} />
      ) : (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }} aria-live="polite">
          {items.map((file, index) => (
            <li key={file.id} style={{ padding: '8px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}>
              <Row file={file} />
            </li>
          ))}
        </ul>
      )}
      {total > SHOWN && (
        <Pagination simple current={page} pageSize={SHOWN} total={total} showSizeChanger={false} onChange={setPage} />
      )}
    </Section>
  );
}

function Row({ file }: { file: BulletinFile }) {
  const { t } = useTranslation();
  const { format, name, revision, asOf, state, progress, fault, templateName, templateVersion } = file;
  return (
    <div className="wrap-anywhere">
      <Flex justify="space-between" align="start" gap={8}>
        <span>
          <Tag>{t(`bulletins.formats.${format}`)}</Tag>
          {name}
        </span>
        {state === 'ready' ? (
          <a
            href={fileOf(file)}
            download
            aria-label={t('bulletins.downloadOf', { name })}
            style={{ whiteSpace: 'nowrap' }}
          >
            <DownloadOutlined /> {t('bulletins.download')}
          </a>
        ) : (
          state !== 'failed' && <Typography.Text type="secondary">{t(`bulletins.states.${state}`)}</Typography.Text>
        )}
      </Flex>
      {(state === 'waiting' || state === 'running') && <Progress percent={progress} size="small" status="active" />}
      {state === 'failed' && <Typography.Text type="danger">{fault}</Typography.Text>}
      <Pieces
        of={[
          revision === 0 ? t('bulletins.openAsOf', { day: asOf }) : t('months.revisionN', { n: revision }),
          templateName === null
            ? ''
            : t('bulletins.templates.nameVersion', { name: templateName, version: templateVersion }),
          `${dayjs(file.requestedAt).format(t('orders.time'))} ${file.requestedByName}`,
        ]}
      />
    </div>
  );
}
