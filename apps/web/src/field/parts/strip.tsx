import { to } from '../route';
import { timeText } from '../say';
import { useStrip } from '../store';
import { t } from '../words';
import { A } from './link';

/** Always on top: whether there is a network, what waits, and when something last arrived. */
export function Strip() {
  const { online, waiting, attention, sending, lastSuccess, paused } = useStrip();
  const look = paused || attention > 0 ? 'strip attention' : online ? 'strip' : 'strip offline';
  return (
    <header className={look}>
      <A href={to.outbox}>
        <span>{t(online ? 'strip.online' : 'strip.offline')}</span>
        {paused && <span>{t('strip.expired')}</span>}
        {attention > 0 && <span>{t('strip.attention', { count: attention })}</span>}
        {sending ? (
          <span>{t('strip.sending', { n: sending.n, of: sending.of })}</span>
        ) : (
          <span>{t('strip.waiting', { count: waiting })}</span>
        )}
        <span>
          {lastSuccess === null ? t('strip.never') : t('strip.success', { time: timeText(lastSuccess, Date.now()) })}
        </span>
      </A>
    </header>
  );
}
