import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { useSignIn } from '../../client/session';

interface SignInFormProps {
  /** Given when the same person only has to prove it again. */
  username?: string;
  onDone: (userId: string) => void;
}

export function SignInForm({ username, onDone }: SignInFormProps) {
  const { t } = useTranslation();
  const signIn = useSignIn();
  return (
    <Form<{ username: string; password: string }>
      layout="vertical"
      requiredMark={false}
      size="large"
      initialValues={{ username }}
      onFinish={(values) => signIn.mutate(values, { onSuccess: ({ user }) => onDone(user.id) })}
    >
      {signIn.error && (
        <Form.Item>
          <Alert type="error" showIcon title={sentenceOf(signIn.error)} />
        </Form.Item>
      )}
      <Form.Item
        name="username"
        label={t('shell.signIn.username')}
        hidden={username !== undefined}
        rules={[{ required: true, message: t('shell.signIn.usernameRequired') }]}
      >
        <Input autoComplete="username" autoCapitalize="none" autoCorrect="off" autoFocus={username === undefined} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('shell.signIn.password')}
        rules={[{ required: true, message: t('shell.signIn.passwordRequired') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus={username !== undefined} />
      </Form.Item>
      <Form.Item>
        <Button block type="primary" htmlType="submit" loading={signIn.isPending}>
          {t('shell.signIn.submit')}
        </Button>
      </Form.Item>
    </Form>
  );
}
