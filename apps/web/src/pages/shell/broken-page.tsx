import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { LinkButton } from '../../components/link-button';

/** A part of the pages could not be fetched: no network, or it was replaced by a newer version. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|importing a module|preload/i.test(error.message);

function whyOf(error: unknown) {
  if (!isMissing(error)) return 'shell.broken.hint';
  return navigator.onLine ? 'shell.broken.updated' : 'shell.broken.offline';
}

/** Something unforeseen in a page: what to do, and a way out. */
export function BrokenPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Result
      status="warning"
      title={t('shell.broken.title')}
      subTitle={t(whyOf(error))}
      extra={[
        <Button key="reload" type="primary" onClick={() => window.location.reload()}>
          {t('shell.broken.reload')}
        </Button>,
        <LinkButton key="home" to="/">
          {t('shell.toHome')}
        </LinkButton>,
      ]}
    />
  );
}
