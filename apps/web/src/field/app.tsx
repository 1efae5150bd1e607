import { t } from './words';

/** The phone's pages. */
export function FieldApp() {
  return <h1>{t('app')}</h1>;
}
