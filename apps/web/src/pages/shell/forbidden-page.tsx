import { Card, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../components/link-button';

/** A page that is not for this person's roles. */
export function ForbiddenPage() {
  const { t } = useTranslation();
  return (
    <Card>
      <Result
        status="403"
        title={t('shell.forbidden.title')}
        subTitle={t('shell.forbidden.hint')}
        extra={
          <LinkButton type="primary" to="/">
            {t('shell.toHome')}
          </LinkButton>
        }
      />
    </Card>
  );
}
