import { A } from '../parts/link';
import { Screen } from '../parts/screen';
import { Tabs } from '../parts/tabs';
import { to } from '../route';
import { useSession } from '../store';
import { t } from '../words';

/** 采集了什么: what, why, how long, who sees it, and what is not done. Open to everybody. */
export function AboutPage() {
  const { me } = useSession();
  const back = (
    <div className="bottom">
      <A className="button main wide" href={to.signIn(to.week)}>
        {t('signIn.title')}
      </A>
    </div>
  );
  return (
    <Screen title={t('about.title')} bottom={me ? <Tabs /> : back}>
      <p>{t('about.intro')}</p>
      <section className="card" aria-labelledby="collected">
        <h2 id="collected">{t('about.collected')}</h2>
        <dl className="facts">
          {(['visit', 'photos', 'place', 'device', 'local'] as const).map((what) => (
            <div key={what}>
              <dt>{t(`about.${what}`)}</dt>
              <dd>{t(`about.${what}Why`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="card" aria-labelledby="who">
        <h2 id="who">{t('about.who')}</h2>
        <p>{t('about.whoText')}</p>
      </section>
      <section className="card" aria-labelledby="not">
        <h2 id="not">{t('about.not')}</h2>
        <ul className="points">
          {(['notTrack', 'notClock', 'notRank', 'notContacts'] as const).map((what) => (
            <li key={what}>{t(`about.${what}`)}</li>
          ))}
        </ul>
        <p className="soft">{t('about.basis')}</p>
      </section>
    </Screen>
  );
}
