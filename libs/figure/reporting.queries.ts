import type { Month, Tx } from '@app/platform';
import type { ScopeSums } from './figure.rules';
import { NONE } from './figure.kinds';
import { type Quantities, type ScopeKey, scopeKey } from './quantities';

/** Which units had to confirm the month, those with a project on a list, and which did. */
export async function reportingOf(tx: Tx, month: Month, quantities: Quantities): Promise<Map<ScopeKey, ScopeSums>> {
  const confirmed: { unitId: string; onTime: boolean }[] = await tx.query(
    'select unit_id as "unitId", on_time as "onTime" from month_confirmation where month = $1',
    [month],
  );
  const onTime = new Map(confirmed.map((row) => [row.unitId, row.onTime]));
  const scopes = new Map<ScopeKey, ScopeSums>();
  const total = { due: 0, reported: 0, onTime: 0 };
  const values = (due: number, reported: number, inTime: number): ScopeSums => ({
    values: {
      'reporting-due': String(due),
      'reporting-reported': String(reported),
      'reporting-on-time': String(inTime),
    },
  });
  for (const key of quantities.scopes('investment')) {
    const [kind, unitId] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
    if (kind !== 'unit' || unitId === NONE) continue;
    if (quantities.of('investment', 'unit', unitId)?.values.projects === '0') continue;
    const reported = onTime.has(unitId);
    const inTime = onTime.get(unitId) === true;
    scopes.set(scopeKey('unit', unitId), values(1, Number(reported), Number(inTime)));
    total.due += 1;
    total.reported += Number(reported);
    total.onTime += Number(inTime);
  }
  if (total.due > 0) scopes.set(scopeKey('total', ''), values(total.due, total.reported, total.onTime));
  return scopes;
}
