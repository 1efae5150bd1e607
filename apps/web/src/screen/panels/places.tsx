import { ProjectMap } from '../../components/map/project-map';
import { LIGHTS, MAP } from '../looks';
import type { Ground, Screen } from '../use-screen';
import { t } from '../words';
import { Panel, Quiet } from './panel';

const KINDS = ['red', 'yellow', 'green', 'none'] as const;

/** Where the projects lie. */
export function Places({ screen, ground }: { screen: Screen; ground?: Ground }) {
  const { spots } = screen;
  const count = (light: (typeof KINDS)[number]): number => spots.filter((spot) => spot.light === light).length;
  return (
    <Panel title={t('map.title')} said={t('map.total', { count: screen.projects })}>
      {!ground || (spots.length === 0 && ground.areas.length === 0) ? (
        <Quiet text={ground ? t('map.empty') : ''} />
      ) : (
        <>
          <ProjectMap
            ground={ground}
            spots={spots}
            width={694}
            height={330}
            look={MAP}
            label={t('map.label')}
            length={(metres) =>
              metres < 1000 ? t('map.metres', { count: metres }) : t('map.kilometres', { count: metres / 1000 })
            }
          />
          <div className="legend">
            {KINDS.filter((kind) => count(kind) > 0).map((kind) => (
              <span key={kind}>
                <span className="dot" style={{ background: LIGHTS[kind] }} aria-hidden />
                {t(`map.${kind}`)} {count(kind)}
              </span>
            ))}
          </div>
        </>
      )}
    </Panel>
  );
}
