import { useAddress } from '../../components/use-address';

const PAGE_SIZE = 20;

/** The page of a list as the address bar says, and what the pager under it needs. */
export function usePages() {
  const { get, set } = useAddress();
  const page = Math.max(1, Math.floor(Number(get('page'))) || 1);
  return {
    page,
    pageSize: PAGE_SIZE,
    pagination: (total: number) => ({
      current: page,
      pageSize: PAGE_SIZE,
      total,
      hideOnSinglePage: true,
      showSizeChanger: false,
      onChange: (next: number) => set({ page: String(next) }),
    }),
  };
}
