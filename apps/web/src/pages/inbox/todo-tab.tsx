import { Flex, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { CountedTitle } from '../home/issue-card';
import { Pages } from './pages';
import { useTodo, type Wait } from './queries';
import { PRESSING, TodoRows } from './todo-rows';

const PAGE_SIZE = 50;
const WAITS: Wait[] = [
  ...(['assign', 'ruling', 'extension', 'verification', 'rating'] as const),
  ...(['sign', 'work', 'report', 'support', 'step', 'urge', 'instruction'] as const),
];

/** What waits for me, in groups by the working time left, each one click from its step. */
export function TodoTab() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const page = Number(get('page')) || 1;
  const wait = get('wait') as Wait | undefined;
  const todo = useTodo({ wait, q: get('q'), page, pageSize: PAGE_SIZE });
  const narrowed = wait !== undefined || get('q') !== undefined;
  return (
    <Flex vertical gap={12}>
      <Flex gap={8} wrap>
        <Select<Wait | ''>
          aria-label={t('inbox.wait')}
          value={wait ?? ''}
          style={{ width: phone ? '100%' : 180 }}
          options={[
            { value: '', label: t('inbox.allWaits') },
            ...WAITS.map((code) => ({ value: code, label: t(`inbox.waits.${code}`) })),
          ]}
          onChange={(code) => set({ wait: code || undefined })}
        />
        <Input.Search
          allowClear
          aria-label={t('inbox.search')}
          placeholder={t('inbox.search')}
          defaultValue={get('q')}
          style={{ width: phone ? '100%' : 260 }}
          onSearch={(q) => set({ q: q.trim() })}
        />
      </Flex>
      {!todo.data ? (
        <PageState error={todo.error} onRetry={() => void todo.refetch()} />
      ) : todo.data.items.length === 0 ? (
        <Empty text={t(narrowed ? 'inbox.none.filtered' : 'inbox.none.todo')} />
      ) : (
        <>
          {todo.data.groups.map(({ group, count }) => {
            const rows = todo.data.items.filter((row) => row.group === group);
            return rows.length === 0 ? null : (
              <section key={group}>
                <h5 style={{ margin: 0, fontSize: 15 }}>
                  <CountedTitle title={t(`inbox.groups.${group}`)} count={count} urgent={PRESSING.includes(group)} />
                </h5>
                <TodoRows rows={rows} />
              </section>
            );
          })}
          <Pages page={page} pageSize={PAGE_SIZE} total={todo.data.total} />
        </>
      )}
    </Flex>
  );
}
