import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { districtQuery } from '../../client/dictionary';
import { SignInForm } from './sign-in-form';

/** Only addresses of our own: a link must not lead elsewhere after signing in. */
const ownAddress = (next: string | null): string => (next && /^\/(?![/\\])/.test(next) ? next : '/');

/** Where everybody starts; afterwards back to the address that was asked for. */
export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const district = useQuery(districtQuery);
  return (
    <Flex align="center" justify="center" style={{ minHeight: '100vh', padding: 16, background: '#e9eef5' }}>
      <Card style={{ width: '100%', maxWidth: 400 }} styles={{ body: { padding: 28 } }}>
        <Flex vertical align="center" gap={12} style={{ marginBottom: 24 }}>
          <img src="/favicon.svg" alt="" width={48} height={48} />
          <Typography.Title level={3} style={{ margin: 0, textAlign: 'center' }}>
            {district.data ? t('shell.titleOf', { district: district.data.name }) : t('shell.product')}
          </Typography.Title>
        </Flex>
        {search.has('changed') && (
          <Alert type="success" showIcon style={{ marginBottom: 16 }} title={t('shell.me.changed')} />
        )}
        <SignInForm onDone={() => void navigate(ownAddress(search.get('next')), { replace: true })} />
        <Typography.Paragraph type="secondary" style={{ margin: 0, textAlign: 'center' }}>
          {t('shell.signIn.lost')}
        </Typography.Paragraph>
        {district.data?.demoNote != null && (
          <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0', fontSize: 13 }}>
            {district.data.demoNote}
          </Typography.Paragraph>
        )}
      </Card>
    </Flex>
  );
}
