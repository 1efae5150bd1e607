import { Flex, Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { StateTag } from '../../components/light-tag';
import { LinkButton } from '../../components/link-button';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { CountedTitle } from '../home/issue-card';
import { InboxAction } from './inbox-action';
import { Pages } from './pages';
import { type InboxGroup, type InboxRow, useTodo, type Wait } from './queries';

const PAGE_SIZE = 50;
const WAITS: Wait[] = [
  ...(['assign', 'ruling', 'extension', 'verification', 'rating'] as const),
  ...(['sign', 'work', 'report', 'support', 'step', 'urge', 'instruction'] as const),
];
const PRESSING: InboxGroup[] = ['overdue', 'today'];

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
                <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                  {rows.map((row, index) => (
                    <li
                      key={row.id}
                      style={{ padding: '12px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}
                    >
                      <TodoRow row={row} />
                    </li>
                  ))}
                </ul>
              </section>
            );
          })}
          <Pages page={page} pageSize={PAGE_SIZE} total={todo.data.total} />
        </>
      )}
    </Flex>
  );
}

function TodoRow({ row }: { row: InboxRow }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  // A phone has room for two.
  const actions = row.actions.slice(0, phone ? 2 : 3);
  return (
    <Flex gap={phone ? 8 : 16} align={phone ? 'stretch' : 'center'} justify="space-between" vertical={phone}>
      <div style={{ minWidth: 0 }} className="wrap-anywhere">
        <Flex wrap gap="2px 10px" align="center">
          <Link to={`/issues/${row.id}`} style={{ fontWeight: 500 }}>
            {row.title}
          </Link>
          <StateTag state={row.state} />
        </Flex>
        <div style={{ margin: '2px 0' }}>
          {row.reasons.map(({ wait, text, daysLeft, dueOn }, index) => {
            const late = index === 0 && PRESSING.includes(row.group);
            return (
              <Typography.Text
                key={`${wait} ${dueOn ?? ''} ${daysLeft ?? ''}`}
                strong={late}
                style={{ marginInlineEnd: 16, color: late && row.group === 'overdue' ? '#b32d0a' : undefined }}
              >
                {text}
              </Typography.Text>
            );
          })}
        </div>
        <Pieces of={[row.number, row.projectName, row.leadUnitName, row.handlerName]} />
      </div>
      <Flex gap={8} wrap style={{ flex: 'none' }}>
        {actions.map((action, index) => (
          <InboxAction key={action} id={row.id} number={row.number} action={action} main={index === 0} />
        ))}
        {actions.length === 0 && <LinkButton to={`/issues/${row.id}`}>{t('inbox.open')}</LinkButton>}
      </Flex>
    </Flex>
  );
}
