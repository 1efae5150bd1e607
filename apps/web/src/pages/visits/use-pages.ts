import { useAddress } from '../../components/use-address';

/** The page of a list as the address bar says, and what the pager under it needs. */
export function usePages(pageSize = 20) {
  const { get, set } = useAddress();
  const page = Math.max(1, Math.floor(Number(get('page'))) || 1);
  return {
    page,
    pageSize,
    pagination: (total: number) => ({
      current: page,
      pageSize,
      total,
      hideOnSinglePage: true,
      showSizeChanger: false,
      onChange: (next: number) => set({ page: String(next) }),
    }),
  };
}
