import { InfoCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';

/** What visits collect, why and for how long: one page for phones and desks. */
export function AboutLink() {
  const { t } = useTranslation();
  return (
    // Another entry than these pages: not a route of theirs.
    <a href="/field/about">
      <InfoCircleOutlined /> {t('duties.about')}
    </a>
  );
}
