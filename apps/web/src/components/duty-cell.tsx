import { Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary } from '../client/dictionary';
import type { components } from '../client/schema';
import { DUTY_LOOKS } from './duty-mark';

export type DutyCellData = components['schemas']['DutyCell'];

/** What a cell says, for its title and for those who do not see it. */
export function useCellText(): (cell: DutyCellData) => string {
  const { t } = useTranslation();
  const { word } = useDictionary();
  return ({ state, visitIds, found, excuseReason }) =>
    [
      state !== null
        ? word('dutyState', state)
        : t(visitIds.length > 0 ? 'duties.matrix.unplanned' : 'duties.matrix.nothing'),
      state === 'excused' && excuseReason,
      visitIds.length > 1 && t('duties.matrix.visitsN', { count: visitIds.length }),
      found > 0 && t('duties.matrix.foundN', { count: found }),
    ]
      .filter(Boolean)
      .join('，');
}

interface DutyCellProps {
  cell: DutyCellData;
  /** Whose cell it is and when, before what it says. */
  name: string;
  /** Called where there is no visit to open but something to decide. */
  onDecide?: () => void;
}

/** One project in one week: a sign on a colour that leads to the visit, or to what may be done where there is none. */
export function DutyCell({ cell, name, onDecide }: DutyCellProps) {
  const { t } = useTranslation();
  const text = useCellText();
  const { state, visitIds, found } = cell;
  const look = state === null ? undefined : DUTY_LOOKS[state];
  // A longer duty was met in another of its weeks: the sign stands without its ground.
  const elsewhere = (state === 'met' || state === 'late') && visitIds.length === 0;
  const label = `${name}：${text(cell)}`;
  const shared = {
    className: `duty-cell${look ? '' : ' none'}${elsewhere ? ' pale' : ''}`,
    style: look && { color: look.ink, background: elsewhere ? undefined : look.ground },
    title: label,
    'aria-label': label,
  };
  const inner = (
    <>
      <span aria-hidden>{look?.sign ?? (visitIds.length > 0 ? '·' : '')}</span>
      {found > 0 && (
        <span aria-hidden className="duty-found">
          {found > 9 ? '9+' : found}
        </span>
      )}
    </>
  );
  const [only] = visitIds;
  if (only !== undefined && visitIds.length === 1) {
    return (
      <Link {...shared} to={`/visits/${only}`}>
        {inner}
      </Link>
    );
  }
  if (visitIds.length > 1) {
    return (
      <Dropdown
        trigger={['click']}
        menu={{
          items: visitIds.map((id, index) => ({
            key: id,
            label: <Link to={`/visits/${id}`}>{t('duties.matrix.nth', { n: index + 1 })}</Link>,
          })),
        }}
      >
        <button type="button" {...shared}>
          {inner}
        </button>
      </Dropdown>
    );
  }
  if (onDecide && state !== null) {
    return (
      <button type="button" {...shared} onClick={onDecide}>
        {inner}
      </button>
    );
  }
  return (
    <span role="img" {...shared}>
      {inner}
    </span>
  );
}
