import { LIGHTS } from '../looks';
import type { Screen } from '../use-screen';
import { amountText, t } from '../words';
import { Panel, Quiet } from './panel';

const MOST = 4;

/** Which kinds of issues hold planned investment up. */
export function HeldUp({ heldUp }: { heldUp: Screen['heldUp'] }) {
  const most = Math.max(...heldUp.by.map(({ plan }) => Number(plan)), 1);
  return (
    <Panel
      title={t('heldUp.title')}
      said={heldUp.projects > 0 && t('heldUp.sum', { projects: heldUp.projects, amount: amountText(heldUp.plan) })}
    >
      {heldUp.projects === 0 ? (
        <Quiet text={t('heldUp.none')} />
      ) : (
        <div className="rows">
          {heldUp.by.slice(0, MOST).map((row) => (
            <div key={row.categoryCode} className="row">
              <span className="one">{row.name}</span>
              <div className="bar">
                <div
                  className="full"
                  style={{ width: `${((Number(row.plan) / most) * 100).toFixed(1)}%`, background: LIGHTS.red }}
                />
              </div>
              <span className="said">{t('heldUp.row', { count: row.projects, amount: amountText(row.plan) })}</span>
            </div>
          ))}
        </div>
      )}
    </Panel>
  );
}
