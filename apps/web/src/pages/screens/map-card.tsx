import { UploadOutlined } from '@ant-design/icons';
import { Alert, App, Button, Flex, Popconfirm, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { PageState } from '../../components/page-state';
import { ProjectMap } from '../../components/map/project-map';
import { Section } from '../../components/section';
import { MAP_LOOK } from '../overview/looks';
import { useLengthText } from '../overview/place-map';
import { useGround, useKeepOutline } from '../overview/queries';

const LARGEST = 1024 * 1024;

/** What lies below the projects on the map. */
export function MapCard() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const length = useLengthText();
  const ground = useGround();
  const keep = useKeepOutline();
  const [fault, setFault] = useState<string>();

  const send = (outline: Record<string, unknown> | null) =>
    keep.mutate(outline, {
      onSuccess: () => {
        setFault(undefined);
        void message.success(t(outline === null ? 'overview.screens.mapRemoved' : 'overview.screens.mapSaved'));
      },
      onError: (error) => setFault(sentenceOf(error)),
    });
  const take = async (file: File): Promise<void> => {
    if (file.size > LARGEST) return setFault(t('overview.screens.tooLarge'));
    try {
      const outline: unknown = JSON.parse(await file.text());
      if (typeof outline !== 'object' || outline === null || Array.isArray(outline)) throw new Error();
      send(outline as Record<string, unknown>);
    } catch {
      setFault(t('overview.screens.notJson'));
    }
  };

  if (!ground.data) return <PageState error={ground.error} onRetry={() => void ground.refetch()} />;
  const { areas, tiles } = ground.data;
  const names = [...new Set(areas.map(({ name }) => name).filter((name) => name !== ''))];
  return (
    <Section title={t('overview.screens.map')}>
      <Typography.Paragraph type="secondary">
        {t('overview.screens.mapWhat')}
        <br />
        {t('overview.screens.mapGcj')}
        <br />
        {t('overview.screens.tilesNote', { tiles: tiles ?? t('overview.screens.noTiles') })}
      </Typography.Paragraph>
      {fault !== undefined && <Alert type="error" showIcon style={{ marginBottom: 12 }} title={fault} />}
      <Flex wrap gap={8} style={{ marginBottom: 12 }}>
        <Upload
          accept=".json,.geojson,application/geo+json,application/json"
          showUploadList={false}
          beforeUpload={(file) => {
            void take(file);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />} loading={keep.isPending}>
            {t('overview.screens.upload')}
          </Button>
        </Upload>
        {areas.length > 0 && (
          <Popconfirm
            title={t('overview.screens.removeConfirm')}
            okText={t('overview.screens.remove')}
            cancelText={t('shell.cancel')}
            onConfirm={() => send(null)}
          >
            <Button danger>{t('overview.screens.remove')}</Button>
          </Popconfirm>
        )}
      </Flex>
      {areas.length === 0 ? (
        <Typography.Text type="secondary">{t('overview.screens.noMap')}</Typography.Text>
      ) : (
        <div style={{ maxWidth: 560 }}>
          <Typography.Paragraph className="wrap-anywhere">
            {names.length > 0
              ? t('overview.screens.areas', { count: areas.length, names: names.slice(0, 20).join('、') })
              : t('overview.screens.areasUnnamed', { count: areas.length })}
          </Typography.Paragraph>
          <ProjectMap
            ground={ground.data}
            spots={[]}
            width={560}
            height={380}
            look={MAP_LOOK}
            label={t('overview.screens.map')}
            length={length}
          />
        </div>
      )}
    </Section>
  );
}
