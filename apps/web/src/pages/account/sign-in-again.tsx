import { Button, Modal, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onSignedOut } from '../../client/client';
import { useMe } from '../../client/session';
import { SignInForm } from './sign-in-form';

/** Asks for the password over the page when the session has ended: what was typed below stays as it is. */
export function SignInAgain() {
  const { t } = useTranslation();
  const me = useMe();
  const [open, setOpen] = useState(false);
  useEffect(() => onSignedOut(() => setOpen(true)), []);
  return (
    <Modal
      open={open}
      title={`${t('shell.signIn.again')}：${me.name}`}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={null}
      destroyOnHidden
    >
      <Typography.Paragraph>{t('shell.signIn.againHint')}</Typography.Paragraph>
      <SignInForm username={me.username} onDone={() => setOpen(false)} />
      <Button block type="link" onClick={() => window.location.assign('/sign-in')}>
        {t('shell.signIn.other')}
      </Button>
    </Modal>
  );
}
