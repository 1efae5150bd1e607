import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { Alert, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BatchResult } from './batch-queries';
import type { IssueRow } from './queries';

/** What became of each issue, those that failed first, with why. */
export function BatchOutcome({ results, rows, action }: { results: BatchResult[]; rows: IssueRow[]; action: string }) {
  const { t } = useTranslation();
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const done = results.filter(({ ok }) => ok).length;
  const failed = results.length - done;
  return (
    <>
      <Alert
        showIcon
        type={failed === 0 ? 'success' : 'warning'}
        title={t(failed === 0 ? 'list.batch.allDone' : 'list.batch.someFailed', { action, done, failed })}
      />
      <ul style={{ listStyle: 'none', margin: '12px 0 0', padding: 0, maxHeight: 380, overflow: 'auto' }}>
        {[...results]
          .sort((a, b) => Number(a.ok) - Number(b.ok))
          .map(({ id, number, ok, message }) => (
            <li key={id} style={{ padding: '8px 0', borderTop: '1px solid #eceff3' }}>
              <Flex gap={8} align="baseline">
                {ok ? (
                  <CheckCircleFilled style={{ color: '#2e9e4f' }} aria-hidden />
                ) : (
                  <CloseCircleFilled style={{ color: '#d4380d' }} aria-hidden />
                )}
                <div style={{ minWidth: 0 }} className="wrap-anywhere">
                  <div>{[number, titles.get(id)].filter(Boolean).join('　')}</div>
                  <Typography.Text type={ok ? 'secondary' : 'danger'}>
                    {t(ok ? 'list.batch.done' : 'list.batch.failed')}：{message}
                  </Typography.Text>
                </div>
              </Flex>
            </li>
          ))}
      </ul>
    </>
  );
}
