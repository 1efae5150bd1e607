import { LIGHTS } from '../looks';
import type { Screen } from '../use-screen';
import { amountText, t } from '../words';
import { Panel, Quiet } from './panel';

type List = Screen['lists'][number];
/** So many lists have room. */
const MOST = 7;

/** Each list against the time schedule, and where it will stand at the end of the year. */
export function Lists({ lists }: { lists: List[] }) {
  const shown = lists.slice(0, lists.length > MOST ? MOST - 1 : MOST);
  const schedule = lists[0]?.timeSchedule;
  return (
    <Panel title={t('lists.title')} said={schedule && t('lists.schedule', { value: schedule })}>
      {lists.length === 0 ? (
        <Quiet text={t('lists.empty')} />
      ) : (
        <div style={{ ['--between' as string]: `${shown.length > 5 ? 18 : 30}px` }}>
          {shown.map((list) => (
            <Line key={list.listId} list={list} />
          ))}
          {lists.length > shown.length && (
            <div style={{ marginTop: 16, fontSize: 18, color: '#9fb6d6' }}>
              {t('lists.more', { count: lists.length - shown.length })}
            </div>
          )}
        </div>
      )}
    </Panel>
  );
}

function Line({ list }: { list: List }) {
  const rate = list.completionRate;
  const value = rate === null ? 0 : Math.max(0, Number(rate));
  const whole = Math.max(100, value);
  const part = (percent: number): string => `${((percent / whole) * 100).toFixed(2)}%`;
  return (
    <div className="list">
      <div className="top">
        <span className="one">{list.name}</span>
        <strong style={{ color: LIGHTS[list.light] }}>
          {rate === null ? t('none') : t('percent', { value: rate })}
        </strong>
      </div>
      <div className="bar">
        <div className="full" style={{ width: part(value), background: LIGHTS[list.light] }} />
        <div className="mark" style={{ left: part(Number(list.timeSchedule)) }} />
      </div>
      <div className="below">
        <span className="one">
          {t('lists.line', { completed: amountText(list.completed), plan: amountText(list.annualPlan) })}
        </span>
        <span className="one" style={{ flex: 'none' }}>
          {forecastWords(list)}
        </span>
      </div>
    </div>
  );
}

function forecastWords({ forecast }: List): string {
  const { gap, method, rate, lowRate, highRate } = forecast;
  if (method === 'over') return t('lists.over');
  if (gap !== null || rate === null || lowRate === null || highRate === null) return t('lists.gap');
  return t('lists.forecast', { rate, low: lowRate, high: highRate });
}
