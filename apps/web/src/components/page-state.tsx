import { Button, Card, Result, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem, sentenceOf } from '../client/client';
import { LinkButton } from './link-button';

interface PageStateProps {
  /** Without one it is still loading. */
  error: unknown;
  onRetry?: () => void;
}

/** What stands in the place of data that are not there: loading, or what went wrong and the way out. */
export function PageState({ error, onRetry }: PageStateProps) {
  const { t } = useTranslation();
  if (!error) {
    return (
      <Card role="status" aria-busy="true" aria-label={t('shell.loading')}>
        <Skeleton active paragraph={{ rows: 4 }} />
      </Card>
    );
  }
  const gone = error instanceof Problem && error.status === 404;
  return (
    <Card>
      <Result
        status={gone ? '404' : 'warning'}
        title={gone ? t('shell.gone') : t('shell.notLoaded')}
        subTitle={sentenceOf(error)}
        extra={
          gone || !onRetry ? (
            <LinkButton to="/" type="primary">
              {t('shell.toHome')}
            </LinkButton>
          ) : (
            <Button type="primary" onClick={onRetry}>
              {t('shell.retry')}
            </Button>
          )
        }
      />
    </Card>
  );
}
