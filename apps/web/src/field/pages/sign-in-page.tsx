import { A } from '../parts/link';
import { Screen } from '../parts/screen';
import { SignInForm } from '../parts/sign-in-form';
import { go, to } from '../route';
import { useSession, useStrip } from '../store';
import { t } from '../words';

/** Signing in once with a network; what was not sent is safe meanwhile. */
export function SignInPage({ next }: { next: string }) {
  const { rememberedUsername, others } = useSession();
  const { online } = useStrip();
  const count = others.reduce((sum, one) => sum + one.count, 0);
  return (
    <Screen title={t('signIn.title')} bottom={null}>
      {!online && <p className="note warn">{t('signIn.offline')}</p>}
      <p className={count > 0 ? 'note good' : 'soft'}>
        {count > 0 ? t('signIn.safeCount', { count }) : t('signIn.once')}
      </p>
      <div className="card">
        <SignInForm username={rememberedUsername} onDone={() => go(next, { replace: true })} />
        <p className="soft">{t('signIn.forgot')}</p>
      </div>
      <div className="row apart">
        <A className="button plain" href={to.about}>
          {t('signIn.about')}
        </A>
        <a className="button plain" href="/">
          {t('me.desk')}
        </a>
      </div>
    </Screen>
  );
}
