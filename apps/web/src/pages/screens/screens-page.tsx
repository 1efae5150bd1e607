import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { MapCard } from './map-card';
import { TokensCard } from './tokens-card';

/** Links of big screens and the outline below the map, for the administrator. */
export default function ScreensPage() {
  const { t } = useTranslation();
  return (
    <Flex vertical gap={12}>
      <Typography.Title level={4} style={{ margin: 0 }}>
        {t('overview.screens.title')}
      </Typography.Title>
      <TokensCard />
      <MapCard />
    </Flex>
  );
}
