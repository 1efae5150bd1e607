import { useEffect, useState } from 'react';
import type { Screen } from '../use-screen';
import { t } from '../words';

const TICK_MS = 5_000;

/** Whose figures, of which month, how old. */
export function Head({ screen, stale }: { screen: Screen; stale: boolean }) {
  const now = useNow();
  const time = screen.at.slice(11, 19);
  const [year, month] = screen.month.split('-').map(Number);
  return (
    <header className="head">
      <h1>{t('title', { district: screen.district })}</h1>
      <div className="side">
        <span className="month">{t('month', { year: year ?? 0, month: month ?? 0 })}</span>
        <span className="mark">{t(screen.status)}</span>
        <span>{t('asOf', { day: lastDayOf(screen) })}</span>
        <span className={stale ? 'old' : undefined} role="status">
          {t(stale ? 'stale' : 'fresh', { time })}
        </span>
        <span className="month">{now}</span>
      </div>
    </header>
  );
}

/** The last day that the month's figures are about. */
function lastDayOf({ month, today }: Screen): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return last < today ? last : today;
}

/** The wall's clock, in Shanghai whatever the machine thinks. */
function useNow(): string {
  const of = (): string => {
    const parts = new Intl.DateTimeFormat('zh-CN', {
      timeZone: 'Asia/Shanghai',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(new Date());
    const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
    return t('clock', { month: part('month'), day: part('day'), time: `${part('hour')}:${part('minute')}` });
  };
  const [now, setNow] = useState(of);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(of()), TICK_MS);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
