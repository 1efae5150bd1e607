import type { ReactNode } from 'react';
import { to } from '../route';
import { useStrip } from '../store';
import { t } from '../words';
import { A } from './link';

type Tab = 'week' | 'map' | 'outbox';

const icon = (path: ReactNode) => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" aria-hidden="true">
    {path}
  </svg>
);
const ICONS = {
  week: icon(<path d="M4 6h3v3H4zM10 7.5h10M4 15h3v3H4zM10 16.5h10" />),
  map: icon(<path d="M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21zM12 7v5M9.5 9.5h5" />),
  outbox: icon(<path d="M4 13v6h16v-6M12 15V4M8 8l4-4 4 4" />),
  desk: icon(<path d="M4 5h16v11H4zM9 20h6M12 16v4" />),
};

/** Within reach of the thumb on every screen but the visit itself. */
export function Tabs({ at }: { at?: Tab }) {
  const { waiting, attention } = useStrip();
  const count = waiting + attention;
  const tab = (name: Tab, href: string, label: string) => (
    <A href={href} aria-current={at === name ? 'page' : undefined}>
      {ICONS[name]}
      {label}
    </A>
  );
  return (
    <nav className="bottom tabs" aria-label={t('tabs.label')}>
      {tab('week', to.week, t('tabs.week'))}
      {tab('map', to.map, t('tabs.map'))}
      {tab('outbox', to.outbox, count > 0 ? `${t('tabs.outbox')} ${count}` : t('tabs.outbox'))}
      <a href="/">
        {ICONS.desk}
        {t('tabs.desk')}
      </a>
    </nav>
  );
}
