import { useState } from 'react';
import { chosenLanguage, chooseLanguage } from '../../text/language';
import { go, to } from '../route';
import { signOut, useDrafts, useSession } from '../store';
import { t } from '../words';
import { A } from './link';
import { Sheet } from './sheet';

/** Whose phone this is, and what else there is. */
export function OwnPhone() {
  const { me } = useSession();
  const unsent = useDrafts().filter(({ state }) => state !== 'delivered').length;
  const [asking, setAsking] = useState(false);
  const leave = async () => {
    await signOut();
    go(to.signIn(to.week), { replace: true });
  };
  return (
    <section className="card" aria-labelledby="own-phone">
      <h2 id="own-phone">{t('me.title')}</h2>
      {me && <p>{me.unitName === null ? me.name : t('me.signedInAs', { name: me.name, unit: me.unitName })}</p>}
      <div className="stack">
        <A className="button" href={to.about}>
          {t('me.about')}
        </A>
        <a className="button" href="/">
          {t('me.desk')}
        </a>
        <button
          type="button"
          className="button"
          onClick={() => chooseLanguage(chosenLanguage() === 'en' ? 'zh-CN' : 'en')}
        >
          {t('me.language')}
        </button>
        <button type="button" className="button danger" onClick={() => setAsking(true)}>
          {t('me.signOut')}
        </button>
      </div>
      {asking && (
        <Sheet title={t('me.signOutTitle')} onClose={() => setAsking(false)}>
          <p>{t('me.signOutHint')}</p>
          {unsent > 0 && <p className="note warn">{t('me.signOutUnsent', { count: unsent })}</p>}
          <button type="button" className="button danger wide" onClick={() => void leave()}>
            {t('me.signOut')}
          </button>
          <button type="button" className="button wide" onClick={() => setAsking(false)}>
            {t('cancel')}
          </button>
        </Sheet>
      )}
    </section>
  );
}
