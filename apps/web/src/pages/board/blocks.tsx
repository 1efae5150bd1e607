import { Card, Segmented, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../components/use-address';
import { CountedTitle } from '../home/issue-card';
import { BoardList } from './board-list';
import { RowsLink } from './rows-link';
import type { BoardBlock } from './queries';

export const UNTOUCHED = [5, 10, 20] as const;

/** One pile of issues: how many, the first few with why they are here, and the way to all. */
export function Block({ block, untouched }: { block: BoardBlock; untouched: number }) {
  const { t } = useTranslation();
  const { which, count, rows } = block;
  return (
    <Card
      size="small"
      style={{ height: '100%' }}
      title={<CountedTitle title={t(`board.blocks.${which}`)} count={count} />}
      extra={count > 0 && <RowsLink target={{ rows: which }}>{t('board.all')}</RowsLink>}
    >
      {which === 'untouched' && <UntouchedDays value={untouched} />}
      {count === 0 ? (
        <Typography.Text type="secondary">{t(`board.none.${which}`)}</Typography.Text>
      ) : (
        <BoardList rows={rows} />
      )}
    </Card>
  );
}

function UntouchedDays({ value }: { value: number }) {
  const { t } = useTranslation();
  const { set } = useAddress();
  return (
    <Segmented
      size="small"
      style={{ marginBottom: 4 }}
      aria-label={t('board.untouchedDays')}
      value={value}
      options={UNTOUCHED.map((days) => ({ value: days, label: t('board.dayOption', { count: days }) }))}
      onChange={(days) => set({ untouched: days === 10 ? undefined : String(days) })}
    />
  );
}
