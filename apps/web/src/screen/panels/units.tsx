import { LIGHTS } from '../looks';
import type { Screen } from '../use-screen';
import { t } from '../words';
import { Panel, Quiet } from './panel';

const MOST = 4;

/** Departments that are late; never persons. */
export function Units({ units }: { units: Screen['units'] }) {
  const most = Math.max(...units.map(({ lateFirst }) => lateFirst), 1);
  const rest = units.length - MOST;
  return (
    <Panel title={t('units.title')} said={rest > 0 && t('units.more', { count: rest })}>
      {units.length === 0 ? (
        <Quiet text={t('units.none')} />
      ) : (
        <div className="rows">
          {units.slice(0, MOST).map((unit) => (
            <div key={unit.unitId} className="row">
              <span className="one">{unit.name}</span>
              <div className="bar">
                <div
                  className="full"
                  style={{ width: `${((unit.lateFirst / most) * 100).toFixed(1)}%`, background: LIGHTS.yellow }}
                />
              </div>
              <span className="said">{lateWords(unit)}</span>
            </div>
          ))}
        </div>
      )}
    </Panel>
  );
}

function lateWords({ late, longest, unsigned, lateFirst }: Screen['units'][number]): string {
  if (late > 0) {
    return `${t('units.late', { count: late })} · ${longest === 0 ? t('units.shortest') : t('units.longest', { count: longest })}`;
  }
  return unsigned > 0 ? t('units.unsigned', { count: unsigned }) : t('units.late', { count: lateFirst });
}
