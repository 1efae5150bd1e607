import { useEffect, useState } from 'react';
import { useSession } from '../store';
import { t } from '../words';
import { Sheet } from './sheet';
import { SignInForm } from './sign-in-form';

/** The session has ended: asked for once over the page, and never in the way of writing. */
export function Expired() {
  const { state, me, rememberedUsername } = useSession();
  const expired = state === 'expired';
  const [later, setLater] = useState(false);
  useEffect(() => {
    if (!expired) setLater(false);
  }, [expired]);
  if (!expired || later) return null;
  return (
    <Sheet title={t('signIn.expiredTitle')} onClose={() => setLater(true)}>
      <p>{t('signIn.expiredHint')}</p>
      <SignInForm username={me?.username ?? rememberedUsername} fixed onDone={() => setLater(false)} />
      <button type="button" className="button wide" onClick={() => setLater(true)}>
        {t('signIn.later')}
      </button>
    </Sheet>
  );
}
