import { Flex, Typography } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { Empty } from '../../components/empty';
import { StateTag } from '../../components/light-tag';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { useAddress } from '../../components/use-address';
import type { IssueRow } from '../issues/queries';
import { DaysLeft } from '../issues/days-left';
import { Pages } from './pages';
import { useDone, useStarted } from './queries';

const PAGE_SIZE = 20;
/** The page whose total the tab says. */
export const FIRST = { page: 1, pageSize: PAGE_SIZE };

/** What I registered, assigned, urged or instructed on: where it stands, whose turn it is. */
export function StartedTab() {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const { get } = useAddress();
  const page = Number(get('page')) || 1;
  const started = useStarted({ page, pageSize: PAGE_SIZE });
  if (!started.data) return <PageState error={started.error} onRetry={() => void started.refetch()} />;
  if (started.data.items.length === 0) return <Empty text={t('inbox.none.started')} />;
  return (
    <Flex vertical gap={12}>
      <List
        rows={started.data.items}
        words={(row) =>
          [
            `${t('inbox.heldBy')}：${row.heldBy}`,
            row.turnDueOn && t('inbox.until', { day: row.turnDueOn }),
            `${t('inbox.mine')}：${row.mine.map((action) => dictionary.word('action', action)).join('、')}`,
          ].filter(Boolean)
        }
      />
      <Pages page={page} pageSize={PAGE_SIZE} total={started.data.total} />
    </Flex>
  );
}

/** What I did a step in, the newest first. */
export function DoneTab() {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const { get } = useAddress();
  const page = Number(get('page')) || 1;
  const done = useDone({ page, pageSize: PAGE_SIZE });
  if (!done.data) return <PageState error={done.error} onRetry={() => void done.refetch()} />;
  if (done.data.items.length === 0) return <Empty text={t('inbox.none.done')} />;
  return (
    <Flex vertical gap={12}>
      <List
        rows={done.data.items}
        words={(row) => [
          `${dayjs(row.at).format(t('inbox.doneAt'))} ${dictionary.word('action', row.action)}${row.note && `：${row.note}`}`,
          `${t('inbox.heldBy')}：${row.heldBy}`,
        ]}
      />
      <Pages page={page} pageSize={PAGE_SIZE} total={done.data.total} />
    </Flex>
  );
}

function List<T extends IssueRow>({ rows, words }: { rows: T[]; words: (row: T) => ReactNode[] }) {
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map((row, index) => (
        <li
          key={row.id}
          className="wrap-anywhere"
          style={{ padding: '12px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}
        >
          <Flex wrap gap="2px 12px" align="center">
            <Link to={`/issues/${row.id}`} style={{ fontWeight: 500 }}>
              {row.title}
            </Link>
            <StateTag state={row.state} />
            <DaysLeft issue={row} />
          </Flex>
          <Flex wrap gap="0 16px" style={{ margin: '2px 0' }}>
            {words(row).map((word, place) => (
              <Typography.Text key={place}>{word}</Typography.Text>
            ))}
          </Flex>
          <Pieces of={[row.number, row.projectName, row.leadUnitName]} />
        </li>
      ))}
    </ul>
  );
}
