import { DownloadOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { documentOf, type Order, type OrderKind } from './queries';

const COLOURS: Record<OrderKind, string> = { notice: 'blue', order: 'gold', letter: 'orange', talk: 'red' };

/** 提示单, 督办单 …: in words, the colour only repeats them. */
export function OrderTag({ kind }: { kind: OrderKind }) {
  const dictionary = useDictionary();
  return <Tag color={COLOURS[kind]}>{dictionary.word('order', kind)}</Tag>;
}

/** Fetches the Word file. A plain link: the browser's own download works on every phone. */
export function OrderDownload({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <a href={documentOf(order)} download aria-label={t('orders.downloadOf', { number: order.number })}>
      <DownloadOutlined /> {t('orders.download')}
    </a>
  );
}

/** How late it was when the paper was sent, and which lower papers it stands for. */
export function useOrderWords(): (order: Order) => { late: string; deadline: string; covers: string } {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  return ({ lateDays, missed, dueOn, covers }) => ({
    late: lateDays > 0 ? t('orders.lateDays', { count: lateDays }) : t('orders.notLate'),
    deadline: t('orders.deadline', { what: t(`orders.missed.${missed}`), day: dueOn }),
    covers:
      covers.length === 0
        ? ''
        : t('orders.covers', { kinds: covers.map((kind) => dictionary.word('order', kind)).join('、') }),
  });
}
