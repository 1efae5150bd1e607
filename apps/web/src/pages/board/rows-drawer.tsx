import { Drawer, Flex, Pagination, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { BoardList } from './board-list';
import { type BoardRows, useBoardRows } from './queries';
import type { Target } from './rows-link';

const PAGE_SIZE = 20;

/** The issues behind the figure that was chosen. */
export function RowsDrawer({ untouched }: { untouched: 5 | 10 | 20 }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const which = get('rows') as BoardRows | undefined;
  const words = { ...t('board.blocks', { returnObjects: true }), ...t('board.rows', { returnObjects: true }) };
  return (
    <Drawer
      open={which !== undefined}
      size={phone ? '100%' : 640}
      title={which && (words as Record<string, string>)[which]}
      onClose={() => set({ rows: undefined, unitId: undefined, projectId: undefined, page: undefined })}
      destroyOnHidden
    >
      {which && (
        <Rows target={{ rows: which, unitId: get('unitId'), projectId: get('projectId') }} untouched={untouched} />
      )}
    </Drawer>
  );
}

function Rows({ target, untouched }: { target: Target; untouched: 5 | 10 | 20 }) {
  const { t } = useTranslation();
  const { get, set } = useAddress();
  const page = Math.max(1, Number(get('page')) || 1);
  const { rows: which, unitId, projectId } = target;
  const rows = useBoardRows({ which, unitId, projectId, untouched, page, pageSize: PAGE_SIZE });
  if (!rows.data) return <PageState error={rows.error} onRetry={() => void rows.refetch()} />;
  if (rows.data.total === 0) return <Empty text={t('board.rows.none')} />;
  return (
    <Flex vertical gap={8}>
      <Typography.Text type="secondary">{t('board.rows.count', { count: rows.data.total })}</Typography.Text>
      <BoardList rows={rows.data.items} />
      <Flex justify="center">
        <Pagination
          simple
          hideOnSinglePage
          current={page}
          pageSize={PAGE_SIZE}
          total={rows.data.total}
          showSizeChanger={false}
          onChange={(next) => set({ page: next === 1 ? undefined : String(next) })}
        />
      </Flex>
    </Flex>
  );
}
