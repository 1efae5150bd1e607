import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { useAddress } from '../../components/use-address';
import { useListQuery } from './list-query';
import { STATES, useIssueCounts } from './queries';

const ALL = 'all';
const MINE = 'mine';
/** Ends that are rare: their tabs come when there is something under them. */
const RARE = ['merged', 'cancelled'];

/** All, mine, and one tab a state, each with how many the other conditions leave under it. */
export function StateTabs() {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const { set } = useAddress();
  const { filter } = useListQuery();
  const { state, mine, ...rest } = filter;
  const counts = useIssueCounts(rest);
  const inState = (code: string) => counts.data?.states.find((row) => row.state === code)?.count ?? 0;
  const total = counts.data?.states.reduce((sum, { count }) => sum + count, 0);
  const label = (text: string, count: number | undefined) => (count === undefined ? text : `${text} ${count}`);
  // A link from a figure may ask for several states at once: no tab is theirs.
  const current = mine === 'true' && state === undefined ? MINE : (state ?? ALL);
  const states = STATES.filter((code) => !RARE.includes(code) || inState(code) > 0 || state === code);
  return (
    <Tabs
      activeKey={current}
      onChange={(key) =>
        set({ state: key === ALL || key === MINE ? undefined : key, mine: key === MINE ? 'true' : undefined })
      }
      items={[
        { key: ALL, label: label(t('issues.allStates'), total) },
        { key: MINE, label: label(t('issues.mine'), counts.data?.mine) },
        ...states.map((code) => ({
          key: code,
          label: label(dictionary.word('state', code), counts.data && inState(code)),
        })),
      ]}
    />
  );
}
