import { Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Amount } from '../../components/amount';
import { Empty } from '../../components/empty';
import { ProjectMap } from '../../components/map/project-map';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import { LIGHT_FILL, MAP_LOOK } from './looks';
import { type Overview, type Place, useGround } from './queries';

const LIGHTS = ['red', 'yellow', 'green', 'none'] as const;

/** Where the projects lie; a spot opens its project. */
export function PlaceMap({ places }: { places: Overview['places'] }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const ground = useGround();
  const [chosen, setChosen] = useState<string>();
  const { items, total, unplaced } = places;
  const count = (light: Place['light']) => items.filter((place) => place.light === light).length;
  const place = items.find(({ projectId }) => projectId === chosen);
  const length = useLengthText();
  return (
    <Section
      title={t('overview.map.title')}
      extra={
        <Typography.Text type="secondary">
          {unplaced > 0 ? t('overview.map.note', { total, unplaced }) : t('overview.map.noteAll', { total })}
          {items.length < total - unplaced && t('overview.map.shown', { count: items.length })}
        </Typography.Text>
      }
    >
      {items.length === 0 && (ground.data?.areas.length ?? 0) === 0 ? (
        <Empty text={t(total === 0 ? 'overview.map.emptyLists' : 'overview.map.empty')} />
      ) : (
        ground.data && (
          <Flex vertical gap={10}>
            <ProjectMap
              ground={ground.data}
              spots={items.map((one) => ({ ...one, id: one.projectId, title: one.name }))}
              width={phone ? 340 : 560}
              height={phone ? 260 : 380}
              look={MAP_LOOK}
              label={t('overview.map.label', { red: count('red'), yellow: count('yellow'), green: count('green') })}
              length={length}
              chosen={chosen}
              onChoose={setChosen}
            />
            <Flex wrap gap="2px 14px" style={{ fontSize: 12 }}>
              {LIGHTS.filter((light) => count(light) > 0).map((light) => (
                <span key={light} style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
                  <span
                    aria-hidden
                    style={{
                      width: 9,
                      height: 9,
                      borderRadius: '50%',
                      background: MAP_LOOK.spots[light] ?? LIGHT_FILL.none,
                    }}
                  />
                  {t(`overview.map.light.${light}`)} {count(light)}
                </span>
              ))}
            </Flex>
            {place ? (
              <Chosen place={place} onClose={() => setChosen(undefined)} />
            ) : (
              <Typography.Text type="secondary" style={{ fontSize: 13 }}>
                {t('overview.map.choose')}
                {ground.data.tiles === null && ground.data.areas.length === 0 && ` ${t('overview.map.sketch')}。`}
              </Typography.Text>
            )}
          </Flex>
        )
      )}
    </Section>
  );
}

/** “500 米”, “5 公里”. */
export function useLengthText(): (metres: number) => string {
  const { t } = useTranslation();
  return (metres) =>
    metres < 1000
      ? t('overview.map.metres', { count: metres })
      : t('overview.map.kilometres', { count: metres / 1000 });
}

function Chosen({ place, onClose }: { place: Place; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="wrap-anywhere" style={{ padding: '10px 12px', borderRadius: 6, background: '#f5f7fa' }}>
      <Flex justify="space-between" align="start" gap={8}>
        <Link to={`/projects/${place.projectId}`} style={{ fontWeight: 500 }}>
          {place.name}
        </Link>
        <Button type="text" size="small" onClick={onClose}>
          {t('overview.map.close')}
        </Button>
      </Flex>
      <div>
        {place.plan === null ? (
          t('overview.map.noRate')
        ) : (
          <>
            {t('overview.map.rate', { rate: place.rate ?? '—' })} · <Amount value={place.plan} />
          </>
        )}
      </div>
      <div>{t('overview.map.issues', { open: place.openIssues, late: place.lateIssues })}</div>
      {place.visited && <Typography.Text type="secondary">{t('overview.map.visited')}</Typography.Text>}
    </div>
  );
}
