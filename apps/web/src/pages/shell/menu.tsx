import {
  AimOutlined,
  AuditOutlined,
  BarChartOutlined,
  BellOutlined,
  BookOutlined,
  CalculatorOutlined,
  CalendarOutlined,
  DashboardOutlined,
  DesktopOutlined,
  FileTextOutlined,
  FundOutlined,
  FunnelPlotOutlined,
  HomeOutlined,
  InboxOutlined,
  MonitorOutlined,
  OrderedListOutlined,
  ProjectOutlined,
  ReadOutlined,
  SafetyCertificateOutlined,
  ScheduleOutlined,
  SendOutlined,
  TeamOutlined,
  TrophyOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../client/session';
import { InboxCount } from '../inbox/inbox-count';

export interface MenuEntry {
  path: string;
  /** In full, for the menu at the side. */
  label: string;
  /** For the tab at the bottom of a phone. */
  short: string;
  icon: ReactNode;
  /** A program of its own: the whole page is loaded. */
  away?: boolean;
  /** How many wait there: on the picture, or beside the word. */
  count?: ComponentType<{ children?: ReactNode }>;
}

/** The pages a person has a use for, by what they may do. */
export function useMenu(): MenuEntry[] {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const may = (...names: string[]) => names.some((name) => permissions.includes(name));
  const entries: (MenuEntry & { shown?: boolean })[] = [
    { path: '/inbox', label: t('inbox.title'), short: t('inbox.title'), icon: <InboxOutlined />, count: InboxCount },
    { path: '/', label: t('shell.nav.home'), short: t('shell.nav.home'), icon: <HomeOutlined /> },
    {
      path: '/board',
      label: t('board.title'),
      short: t('board.short'),
      icon: <DashboardOutlined />,
      shown: may('board.read'),
    },
    {
      path: '/overview',
      label: t('overview.title'),
      short: t('overview.short'),
      icon: <FundOutlined />,
      shown: may('overview.read'),
    },
    { path: '/issues', label: t('shell.nav.issues'), short: t('shell.nav.issuesShort'), icon: <FileTextOutlined /> },
    {
      path: '/visits',
      label: t('shell.nav.visits'),
      short: t('shell.nav.visits'),
      icon: <CalendarOutlined />,
      shown: may('visit.log', 'month.read'),
    },
    { path: '/projects', label: t('shell.nav.projects'), short: t('shell.nav.projects'), icon: <ProjectOutlined /> },
    {
      path: '/months',
      label: t('shell.nav.months'),
      short: t('shell.nav.monthsShort'),
      icon: <BarChartOutlined />,
      shown: may('month.read'),
    },
    {
      path: '/scoring',
      label: t('scoring.title'),
      short: t('scoring.short'),
      icon: <TrophyOutlined />,
      shown: may('scoring.read'),
    },
    {
      path: '/pipelines',
      label: t('pipelines.title'),
      short: t('pipelines.short'),
      icon: <FunnelPlotOutlined />,
      shown: may('pipeline.read'),
    },
    {
      path: '/bulletins',
      label: t('bulletins.title'),
      short: t('bulletins.short'),
      icon: <ReadOutlined />,
      shown: may('bulletin.read'),
    },
    {
      path: '/indicators',
      label: t('indicators.title'),
      short: t('indicators.title'),
      icon: <AimOutlined />,
      shown: may('indicator.read'),
    },
    {
      path: '/orders',
      label: t('orders.title'),
      short: t('orders.title'),
      icon: <AuditOutlined />,
      shown: may('order.read'),
    },
    {
      path: '/lists',
      label: t('shell.nav.lists'),
      short: t('shell.nav.lists'),
      icon: <OrderedListOutlined />,
      shown: may('project.write'),
    },
    {
      path: '/measures',
      label: t('measures.title'),
      short: t('measures.title'),
      icon: <CalculatorOutlined />,
      shown: may('month.read'),
    },
    {
      path: '/ledgers',
      label: t('ledgers.title'),
      short: t('ledgers.short'),
      icon: <BookOutlined />,
      shown: may('ledger.write'),
    },
    {
      path: '/people',
      label: t('shell.nav.people'),
      short: t('shell.nav.people'),
      icon: <TeamOutlined />,
      shown: may('org.write'),
    },
    {
      path: '/reminder-rules',
      label: t('reminders.rules.title'),
      short: t('reminders.rules.short'),
      icon: <BellOutlined />,
      shown: may('reminder.write'),
    },
    {
      path: '/channels',
      label: t('channels.title'),
      short: t('channels.short'),
      icon: <SendOutlined />,
      shown: may('channel.write'),
    },
    {
      path: '/reminder-run',
      label: t('reminders.run.title'),
      short: t('reminders.run.short'),
      icon: <MonitorOutlined />,
      shown: may('reminder.write'),
    },
    {
      path: '/screens',
      label: t('overview.screens.title'),
      short: t('overview.screens.short'),
      icon: <DesktopOutlined />,
      shown: may('screen.write'),
    },
    {
      path: '/record',
      label: t('record.title'),
      short: t('record.short'),
      icon: <SafetyCertificateOutlined />,
      shown: may('record.read'),
    },
    {
      path: '/calendar',
      label: t('calendar.title'),
      short: t('calendar.title'),
      icon: <ScheduleOutlined />,
      shown: may('org.write'),
    },
  ];
  return entries.filter(({ shown = true }) => shown);
}

/** A phone has room for five tabs: the first four pages, and 我的 with the rest. */
export function useTabs(): { tabs: MenuEntry[]; rest: MenuEntry[] } {
  const { t } = useTranslation();
  const menu = useMenu();
  const { permissions } = useMe();
  const me = { path: '/me', label: t('shell.nav.me'), short: t('shell.nav.me'), icon: <UserOutlined /> };
  if (!permissions.includes('visit.log')) return { tabs: [...menu.slice(0, 4), me], rest: menu.slice(4) };
  // On the way the visits themselves are meant, not the tables about them.
  const field = { path: '/field', label: t('shell.home.field'), short: t('shell.nav.visits'), away: true };
  const tabs = [...menu.slice(0, 3), { ...field, icon: <CalendarOutlined /> }, me];
  return { tabs, rest: menu.slice(3) };
}

/** Pages that belong to another entry than the one that their address begins with. */
const ELSEWHERE: [RegExp, string][] = [
  [/^\/ledgers\/[^/]+\/schedule$/, '/issues'],
  [/^\/ledger-time$/, '/board'],
];
const elsewhere = (pathname: string): string | undefined => ELSEWHERE.find(([page]) => page.test(pathname))?.[1];

/** The entry that an address belongs to. */
export const entryOf = (menu: MenuEntry[], pathname: string): MenuEntry | undefined =>
  menu.find(({ path }) => path === elsewhere(pathname)) ??
  menu.find(({ path }) => path !== '/' && (pathname === path || pathname.startsWith(`${path}/`))) ??
  (pathname === '/' ? menu.find(({ path }) => path === '/') : undefined);
