import { Flex, Pagination } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import type { ListLook } from '../../components/use-list-look';
import { IssueCards } from './issue-cards';
import { IssueTable } from './issue-table';
import type { ColumnKey } from './list-columns';
import type { IssueQuery, IssueRow, useIssues } from './queries';

interface ListRowsProps {
  issues: ReturnType<typeof useIssues>;
  look: ListLook<ColumnKey>;
  sort: IssueQuery['sort'];
  chosen: string[];
  onChoose: (rows: IssueRow[]) => void;
  empty: string;
}

/** The rows of the page as table or cards, with the pages under them. */
export function ListRows({ issues, look, sort, chosen, onChoose, empty }: ListRowsProps) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const { data } = issues;
  if (!data) return <PageState error={issues.error} onRetry={() => void issues.refetch()} />;
  return (
    <div style={{ opacity: issues.isPlaceholderData ? 0.5 : 1 }}>
      {data.items.length === 0 ? (
        <Empty text={empty} />
      ) : phone ? (
        <IssueCards rows={data.items} />
      ) : (
        <IssueTable
          rows={data.items}
          columns={look.columns}
          density={look.density}
          sort={sort}
          onSort={(next) => set({ sort: next })}
          chosen={chosen}
          onChoose={onChoose}
        />
      )}
      {data.total > 0 && (
        <Flex justify={phone ? 'center' : 'end'} style={{ marginTop: 16 }}>
          <Pagination
            size={phone ? 'medium' : 'small'}
            simple={phone}
            current={data.page}
            pageSize={data.pageSize}
            total={data.total}
            showSizeChanger={!phone}
            showQuickJumper={!phone && data.total > 1_000}
            pageSizeOptions={[20, 50, 100, 200]}
            onChange={(page, pageSize) =>
              set({
                page: page === 1 ? undefined : String(page),
                pageSize: pageSize === 20 || phone ? get('pageSize') && undefined : String(pageSize),
              })
            }
            aria-label={t('list.pages')}
          />
        </Flex>
      )}
    </div>
  );
}
