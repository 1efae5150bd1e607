import { BellOutlined, DownOutlined, UserOutlined } from '@ant-design/icons';
import { Badge, Button, Dropdown, Flex, Layout, Menu } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { useDistrict } from '../../client/dictionary';
import { useMe, useSignOut } from '../../client/session';
import { useIsPhone } from '../../components/use-is-phone';
import { useUnread } from '../notifications/queries';
import { entryOf, useMenu, useTabs } from './menu';

/** The district, what is unread, and who is signed in. */
export function TopBar() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const district = useDistrict();
  const unread = useUnread();
  return (
    <Layout.Header
      className="top-bar"
      style={{
        position: 'sticky',
        top: 0,
        zIndex: 20,
        height: phone ? 48 : 56,
        lineHeight: 'normal',
        padding: phone ? '0 12px' : '0 20px',
      }}
    >
      <Flex align="center" justify="space-between" gap={12} style={{ height: '100%' }}>
        <Link to="/" style={{ display: 'flex', alignItems: 'center', gap: 10, color: '#fff', minWidth: 0 }}>
          <img
            src="/favicon.svg"
            alt=""
            width={26}
            height={26}
            style={{ borderRadius: 6, border: '1px solid #fff6' }}
          />
          <span style={{ fontSize: phone ? 16 : 18, fontWeight: 600 }}>
            {t('shell.titleOf', { district: district.name })}
          </span>
        </Link>
        <Flex align="center" gap={phone ? 4 : 16} style={{ flex: 'none' }}>
          <Link
            to="/inbox?tab=toread"
            aria-label={unread > 0 ? t('shell.nav.unread', { count: unread }) : t('shell.nav.notifications')}
            style={{ display: 'grid', placeItems: 'center', width: 44, height: 44 }}
          >
            <Badge count={unread} size="small" overflowCount={99} offset={[-2, 4]}>
              <BellOutlined style={{ color: '#fff', fontSize: 20 }} />
            </Badge>
          </Link>
          {!phone && <Account />}
        </Flex>
      </Flex>
    </Layout.Header>
  );
}

function Account() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const signOut = useSignOut();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'me', label: t('shell.nav.me') },
          { type: 'divider' },
          { key: 'out', label: t('shell.me.signOut') },
        ],
        onClick: ({ key }) => (key === 'me' ? void navigate('/me') : signOut.mutate()),
      }}
    >
      <Button type="text" style={{ color: '#fff' }} icon={<UserOutlined />}>
        {me.name} · {me.unitName}
        <DownOutlined style={{ fontSize: 11 }} />
      </Button>
    </Dropdown>
  );
}

export function SideMenu() {
  const { t } = useTranslation();
  const menu = useMenu();
  const { pathname } = useLocation();
  const current = entryOf(menu, pathname)?.path;
  return (
    <Layout.Sider theme="light" width={184} style={{ borderInlineEnd: '1px solid #e6e9ee' }}>
      <nav aria-label={t('shell.nav.main')} style={{ position: 'sticky', top: 56 }}>
        <Menu
          mode="inline"
          style={{ borderInlineEnd: 'none', paddingTop: 8 }}
          selectedKeys={current === undefined ? [] : [current]}
          items={menu.map(({ path, label, icon, count: Count }) => ({
            key: path,
            icon,
            label: (
              <Link to={path}>
                {label} {Count && <Count />}
              </Link>
            ),
          }))}
        />
      </nav>
    </Layout.Sider>
  );
}

/** At the thumb. */
export function TabBar() {
  const { t } = useTranslation();
  const { tabs } = useTabs();
  const { pathname } = useLocation();
  // What has no tab of its own is reached by 我的.
  const current = entryOf(tabs, pathname)?.path ?? '/me';
  return (
    <nav
      aria-label={t('shell.nav.main')}
      className="tab-bar"
      style={{
        position: 'fixed',
        insetInline: 0,
        bottom: 0,
        zIndex: 20,
        display: 'flex',
        background: '#fff',
        borderTop: '1px solid #e0e3e8',
        paddingBottom: 'env(safe-area-inset-bottom)',
      }}
    >
      {tabs.map(({ path, short, icon, away, count: Count }) =>
        away ? (
          <a key={path} href={path}>
            {icon}
            {short}
          </a>
        ) : (
          <Link key={path} to={path} aria-current={path === current ? 'page' : undefined}>
            {Count ? <Count>{icon}</Count> : icon}
            {short}
          </Link>
        ),
      )}
    </nav>
  );
}
