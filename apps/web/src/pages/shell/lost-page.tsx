import { Card, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../components/link-button';

/** An address that no page has. */
export function LostPage() {
  const { t } = useTranslation();
  return (
    <Card>
      <Result
        status="404"
        title={t('shell.lost.title')}
        subTitle={t('shell.lost.hint')}
        extra={
          <LinkButton type="primary" to="/">
            {t('shell.toHome')}
          </LinkButton>
        }
      />
    </Card>
  );
}
