import { Alert, Button, Card, Col, Descriptions, Flex, Form, Input, Row, Segmented, Typography } from 'antd';
import { useMutation } from '@tanstack/react-query';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { api, faultsIn, read, sentenceOf } from '../../client/client';
import { useDictionary } from '../../client/dictionary';
import { useMe, useSignOut } from '../../client/session';
import { LinkButton } from '../../components/link-button';
import { useIsPhone } from '../../components/use-is-phone';
import { chooseLanguage, type Language } from '../../text';
import { AboutLink } from '../visits/about-link';
import { MyRemindersCard } from '../reminders/my-reminders-card';
import { useMenu, useTabs } from '../shell/menu';
import { AddressCard } from '../addresses/address-card';
import { FeedCard } from './feed-card';
import { NewPasswordFields, type NewPassword } from './new-password-fields';

/** Who I am, my password, and on a phone the pages that have no tab. */
export default function MePage() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const me = useMe();
  const dictionary = useDictionary();
  const signOut = useSignOut();
  const { rest } = useTabs();
  const menu = useMenu();
  return (
    <Row gutter={[16, 12]}>
      <Col xs={24} md={12}>
        <Flex vertical gap={12}>
          <Card title={me.name}>
            <Descriptions
              column={1}
              size="small"
              items={[
                { key: 'username', label: t('shell.me.username'), children: me.username },
                { key: 'unit', label: t('shell.me.unit'), children: me.unitName },
                ...(me.title ? [{ key: 'post', label: t('shell.me.post'), children: me.title }] : []),
                {
                  key: 'roles',
                  label: t('shell.me.roles'),
                  children: me.roles.map((role) => dictionary.word('role', role)).join('、'),
                },
              ]}
            />
          </Card>
          {phone && rest.length > 0 && (
            <Card title={t('shell.me.more')}>
              <Flex vertical gap={8}>
                {rest.map(({ path, label, icon }) => (
                  <LinkButton key={path} block to={path} icon={icon}>
                    {label}
                  </LinkButton>
                ))}
              </Flex>
            </Card>
          )}
          {!menu.some(({ path }) => path === '/calendar') && (
            <Card title={t('calendar.title')}>
              <Typography.Paragraph type="secondary">{t('calendar.meHint')}</Typography.Paragraph>
              <LinkButton to="/calendar">{t('calendar.meGo')}</LinkButton>
            </Card>
          )}
          {me.permissions.includes('calendar.subscribe') && <FeedCard />}
          {menu.some(({ path }) => path === '/visits') && (
            <Card size="small">
              <AboutLink />
            </Card>
          )}
          <Card title={t('shell.me.language')}>
            <Segmented<Language>
              aria-label={t('shell.me.language')}
              value={i18next.language === 'en' ? 'en' : 'zh-CN'}
              options={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
              onChange={chooseLanguage}
            />
          </Card>
          <Button danger block={phone} loading={signOut.isPending} onClick={() => signOut.mutate()}>
            {t('shell.me.signOut')}
          </Button>
          {signOut.error && <Alert type="error" showIcon title={sentenceOf(signOut.error)} />}
        </Flex>
      </Col>
      <Col xs={24} md={12}>
        <Flex vertical gap={12}>
          <AddressCard />
          <MyRemindersCard />
          <ChangePassword />
        </Flex>
      </Col>
    </Row>
  );
}

function ChangePassword() {
  const { t } = useTranslation();
  const [form] = Form.useForm<NewPassword & { current: string }>();
  const change = useMutation({
    mutationFn: ({ current, password }: NewPassword & { current: string }) =>
      read(api.PUT('/api/me/password', { body: { current, next: password } })),
    // Every session has ended, this one too.
    onSuccess: () => window.location.assign('/sign-in?changed=1'),
    onError: (error) =>
      form.setFields(
        faultsIn(error).map(({ field, message }) => ({
          name: (field === 'next' ? 'password' : field) as 'password' | 'current',
          errors: [message],
        })),
      ),
  });
  return (
    <Card title={t('shell.me.changePassword')}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values: NewPassword & { current: string }) => change.mutate(values)}
      >
        {change.error && (
          <Form.Item>
            <Alert type="error" showIcon title={sentenceOf(change.error)} />
          </Form.Item>
        )}
        <Form.Item
          name="current"
          label={t('shell.me.current')}
          rules={[{ required: true, message: t('shell.me.currentRequired') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPasswordFields />
        <Form.Item extra={t('shell.me.changeHint')} style={{ marginBottom: 0 }}>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('shell.me.changePassword')}
          </Button>
        </Form.Item>
      </Form>
    </Card>
  );
}
