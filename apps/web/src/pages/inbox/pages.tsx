import { Flex, Pagination } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../components/use-address';

/** Pages of a list of the inbox, in the address. */
export function Pages({ page, pageSize, total }: { page: number; pageSize: number; total: number }) {
  const { t } = useTranslation();
  const { set } = useAddress();
  return (
    <Flex justify="center">
      <Pagination
        simple
        hideOnSinglePage
        current={page}
        pageSize={pageSize}
        total={total}
        showSizeChanger={false}
        showTotal={(count) => t('inbox.total', { count })}
        onChange={(next) => set({ page: next === 1 ? undefined : String(next) })}
      />
    </Flex>
  );
}
