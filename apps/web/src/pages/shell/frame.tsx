import { useQuery } from '@tanstack/react-query';
import { Alert, Flex, Layout } from 'antd';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { Problem } from '../../client/client';
import { dictionaryQuery, districtQuery, useDistrict } from '../../client/dictionary';
import { meQuery } from '../../client/session';
import { PageState } from '../../components/page-state';
import { useIsPhone } from '../../components/use-is-phone';
import { useOnline } from '../visits/use-online';
import { SignInAgain } from '../account/sign-in-again';
import { SideMenu, TabBar, TopBar } from './bars';
import { entryOf, useMenu } from './menu';

/** Asks who is there before any page is drawn; who is not signed in goes to sign in and comes back to the same address. */
export function Frame() {
  const { pathname, search } = useLocation();
  const me = useQuery(meQuery);
  const signedIn = me.data !== undefined;
  const dictionary = useQuery({ ...dictionaryQuery, enabled: signedIn });
  const district = useQuery({ ...districtQuery, enabled: signedIn });
  if (!signedIn && me.error instanceof Problem && me.error.status === 401) {
    const next = pathname + search;
    return <Navigate to={next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`} replace />;
  }
  if (signedIn && dictionary.data && district.data) return <Pages />;
  const retry = () => [me, dictionary, district].forEach((query) => query.error && void query.refetch());
  return (
    <div style={{ maxWidth: 960, margin: '0 auto', padding: 24 }}>
      <PageState error={me.error ?? dictionary.error ?? district.error} onRetry={retry} />
    </div>
  );
}

function Pages() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const online = useOnline();
  const district = useDistrict();
  const { pathname } = useLocation();
  const others: Record<string, string> = { '/me': t('shell.nav.me'), '/calendar': t('calendar.title') };
  const place = entryOf(useMenu(), pathname)?.label ?? others[pathname];
  useEffect(() => {
    document.title = [place, t('shell.titleOf', { district: district.name })].filter(Boolean).join(' · ');
  }, [t, district.name, place]);
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <a href="#main" className="skip-link">
        {t('shell.skip')}
      </a>
      <TopBar />
      <Layout>
        {!phone && <SideMenu />}
        <Layout.Content
          id="main"
          tabIndex={-1}
          style={{
            minWidth: 0,
            padding: phone ? '12px 12px calc(76px + env(safe-area-inset-bottom))' : '20px 24px 40px',
            outline: 'none',
          }}
        >
          <Flex vertical gap={12} style={{ maxWidth: 1440, margin: '0 auto' }}>
            {!online && <Alert type="warning" showIcon banner title={t('shell.offline')} />}
            {!district.calendarKnown && <Alert type="warning" showIcon title={t('shell.calendarUnknown')} />}
            <Suspense key={pathname} fallback={<PageState error={null} />}>
              <Outlet />
            </Suspense>
          </Flex>
        </Layout.Content>
      </Layout>
      {phone && <TabBar />}
      <SignInAgain />
      <ScrollRestoration />
    </Layout>
  );
}
