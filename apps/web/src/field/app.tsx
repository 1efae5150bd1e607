import { Component, type ReactNode, useEffect } from 'react';
import './field.css';
import { AboutPage } from './pages/about-page';
import { MapPage } from './pages/map-page';
import { OutboxPage } from './pages/outbox-page';
import { ProjectPage } from './pages/project-page';
import { SignInPage } from './pages/sign-in-page';
import { VisitPage } from './pages/visit-page';
import { WeekPage } from './pages/week-page';
import { Expired } from './parts/expired';
import { A } from './parts/link';
import { Nothing, Screen } from './parts/screen';
import { Tabs } from './parts/tabs';
import { go, type Route, routeOf, to, useAddress } from './route';
import { useSession } from './store';
import { t } from './words';

/** The phone's pages: one address, one screen. */
export function FieldApp() {
  const address = useAddress();
  const { state } = useSession();
  const route = routeOf(address);
  const open = route.screen === 'about' || route.screen === 'sign-in';
  const mustSignIn = state === 'signed-out' && !open;
  useEffect(() => {
    if (mustSignIn) go(to.signIn(address), { replace: true });
  }, [mustSignIn, address]);
  if (state === 'starting' || mustSignIn) return <p className="starting">{t('loading')}</p>;
  return (
    <Guard key={address}>
      <Page route={route} />
      {!open && <Expired />}
    </Guard>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.screen) {
    case 'week':
      return <WeekPage />;
    case 'project':
      return <ProjectPage projectId={route.projectId} />;
    case 'visit':
      return <VisitPage draftId={route.draftId} />;
    case 'outbox':
      return <OutboxPage />;
    case 'map':
      return <MapPage />;
    case 'about':
      return <AboutPage />;
    case 'sign-in':
      return <SignInPage next={route.next} />;
    case 'lost':
      return (
        <Screen title={t('lost')} bottom={<Tabs />}>
          <Nothing title={t('lost')} hint={t('lostHint')}>
            <A className="button" href={to.week}>
              {t('after.toWeek')}
            </A>
          </Nothing>
        </Screen>
      );
  }
}

/** A screen that breaks says so, and that nothing was lost; the addresses of the others still work. */
class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="page">
        <h1>{t('brokenTitle')}</h1>
        <p>{t('brokenHint')}</p>
        <button type="button" className="button main" onClick={() => window.location.assign(to.week)}>
          {t('reopen')}
        </button>
      </main>
    );
  }
}
