import { type FormEvent, useState } from 'react';
import { NoAnswer, signIn } from '../store';
import { t } from '../words';
import { Field } from './field';

/** User name (remembered) and password; what the server refuses is said in its words. */
export function SignInForm(props: { username: string; fixed?: boolean; onDone: () => void }) {
  const [username, setUsername] = useState(props.username);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (username.trim() === '' || password === '') return setFault(t('signIn.needBoth'));
    setBusy(true);
    setFault(undefined);
    try {
      await signIn(username.trim(), password);
      props.onDone();
    } catch (error) {
      setFault(error instanceof NoAnswer ? t('signIn.noAnswer') : (error as Error).message || t('signIn.failed'));
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      <Field label={t('signIn.username')}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            name="username"
            autoComplete="username"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            readOnly={props.fixed}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('signIn.password')} fault={fault}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            name="password"
            type="password"
            autoComplete="current-password"
            enterKeyHint="go"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="button main wide">
        {t(busy ? 'signIn.submitting' : 'signIn.submit')}
      </button>
    </form>
  );
}
