import { Alert, Button, Flex, Modal, Pagination, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, read } from '../../client/client';
import { PageState } from '../../components/page-state';

const PAGE_SIZE = 10;

const useLate = (month: string, page: number) =>
  useQuery({
    queryKey: ['rollups', month, 'late-visits', page],
    queryFn: () =>
      read(
        api.GET('/api/rollups/{month}/late-visits', {
          params: { path: { month }, query: { page, pageSize: PAGE_SIZE } },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Visits that arrived after the figures of their month were published: said, listed, and counted by the next revision. */
export function LateVisits({ month }: { month: string }) {
  const { t } = useTranslation();
  const late = useLate(month, 1);
  const [open, setOpen] = useState(false);
  const count = late.data?.total ?? 0;
  if (count === 0) return null;
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={t('months.late.title', { count })}
        action={<Button onClick={() => setOpen(true)}>{t('months.late.see')}</Button>}
      />
      {open && <Rows month={month} onClose={() => setOpen(false)} />}
    </>
  );
}

function Rows({ month, onClose }: { month: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const late = useLate(month, page);
  return (
    <Modal open title={t('months.late.list')} footer={null} onCancel={onClose}>
      <Typography.Paragraph type="secondary">{t('months.late.hint')}</Typography.Paragraph>
      {!late.data ? (
        <PageState error={late.error} onRetry={() => void late.refetch()} />
      ) : (
        <Flex vertical gap={10}>
          {late.data.items.map((visit) => (
            <div key={visit.id} className="wrap-anywhere">
              <Link to={`/visits/${visit.id}`}>{visit.projectName}</Link>{' '}
              <Typography.Text type="secondary">
                {t('months.late.days', {
                  visited: visit.visitedOn,
                  received: dayjs(visit.receivedAt).format(t('visit.time')),
                })}
              </Typography.Text>
              <div>{visit.note}</div>
            </div>
          ))}
          <Pagination
            simple
            align="center"
            hideOnSinglePage
            current={page}
            pageSize={PAGE_SIZE}
            total={late.data.total}
            onChange={setPage}
          />
        </Flex>
      )}
    </Modal>
  );
}
