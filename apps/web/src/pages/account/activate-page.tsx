import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Form, Result, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, faultsIn, read, sentenceOf } from '../../client/client';
import { LinkButton } from '../../components/link-button';
import { type NewPassword, NewPasswordFields } from './new-password-fields';

/** Sets a password by a one-time link. Its secret stands behind the #: it is sent to no server by opening the page. */
export default function ActivatePage() {
  const { t } = useTranslation();
  const [token] = useState(() => window.location.hash.slice(1));
  const [form] = Form.useForm<NewPassword>();
  const activate = useMutation({
    mutationFn: ({ password }: NewPassword) => read(api.POST('/api/auth/activate', { body: { token, password } })),
    onError: (error) =>
      form.setFields(
        faultsIn(error)
          .filter(({ field }) => field === 'password')
          .map(({ message }) => ({ name: 'password' as const, errors: [message] })),
      ),
  });
  return (
    <Flex align="center" justify="center" style={{ minHeight: '100vh', padding: 16, background: '#e9eef5' }}>
      <Card style={{ width: '100%', maxWidth: 400 }} styles={{ body: { padding: 28 } }}>
        {activate.isSuccess || token === '' ? (
          <Result
            status={token === '' ? 'warning' : 'success'}
            title={t(token === '' ? 'shell.activate.noToken' : 'shell.activate.done')}
            extra={
              <LinkButton type="primary" to="/sign-in">
                {t('shell.activate.toSignIn')}
              </LinkButton>
            }
          />
        ) : (
          <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={activate.mutate}>
            <Typography.Title level={3} style={{ textAlign: 'center' }}>
              {t('shell.activate.title')}
            </Typography.Title>
            {activate.error && (
              <Form.Item>
                <Alert type="error" showIcon title={sentenceOf(activate.error)} />
              </Form.Item>
            )}
            <NewPasswordFields />
            <Button block type="primary" htmlType="submit" loading={activate.isPending}>
              {t('shell.activate.submit')}
            </Button>
          </Form>
        )}
      </Card>
    </Flex>
  );
}
