import type { Principal } from '@app/org';
import { addMonths, Clock, invalid, monthOf, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { MeasureFamily } from './figure.kinds';
import type { MeasureDefinition, MeasureVersion, MeasureVersionBody } from './measure.dto';
import { measureProblem } from './measure.problems';
import { findVersions, insertVersion, lockMeasure } from './measure.queries';
import { QUANTITIES, quantitiesOf } from './measure.quantities';

/** How figures are defined: data with versions, each with the month from which it counts. */
@Injectable()
export class MeasureService {
  constructor(private readonly clock: Clock) {}

  async list(tx: Tx): Promise<MeasureDefinition[]> {
    const byCode = new Map<string, { family: MeasureFamily; versions: MeasureVersion[] }>();
    for (const { code, family, version } of await findVersions(tx)) {
      const known = byCode.get(code);
      if (known) known.versions.push(version);
      else byCode.set(code, { family, versions: [version] });
    }
    return [...byCode].map(([code, { family, versions }]) => this.define(code, family, versions));
  }

  /** @throws Problem 404 */
  async one(tx: Tx, code: string): Promise<MeasureDefinition> {
    const rows = await findVersions(tx, code);
    const [first] = rows;
    if (!first) throw measureProblem.none({ code });
    return this.define(
      code,
      first.family,
      rows.map(({ version }) => version),
    );
  }

  /**
   * Adds a version: what the body leaves out stays as in the newest. The same content again answers as before.
   *
   * @throws Problem 400 for a month before the last one or before the newest version's, or an unknown quantity; 409 with
   * the current state when `version` is stale
   */
  async add(tx: Tx, principal: Principal, code: string, body: MeasureVersionBody): Promise<MeasureDefinition> {
    if (!(await lockMeasure(tx, code))) throw measureProblem.none({ code });
    const before = await this.one(tx, code);
    const [newest] = before.versions as [MeasureVersion];
    const { version, ...wanted } = body;
    const changed = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
      (key) => wanted[key] !== undefined && wanted[key] !== newest[key],
    );
    if (changed.length === 0) return before;
    if (version !== undefined && version !== newest.version) throw problem.stale({}, before);
    const running = monthOf(this.clock.now());
    const earliest = [addMonths(running, -1), newest.fromMonth].sort()[1] as string;
    if (body.fromMonth < earliest) {
      throw invalid('fromMonth', `起始月份不能早于 ${earliest}：更早的月份已按原口径汇总。`);
    }
    for (const field of ['numerator', 'denominator'] as const) {
      const name = body[field];
      if (name !== undefined && QUANTITIES[before.family][name] === undefined) {
        const choices = quantitiesOf(before.family).map(({ label }) => label);
        throw invalid(field, `请从这一类的数量中选择：${choices.join('、')}。`);
      }
    }
    if (body.denominator !== undefined && newest.combine !== 'rate' && newest.combine !== 'difference') {
      throw invalid('denominator', '这个指标不是比率，没有分母。');
    }
    if (body.numerator !== undefined && (newest.combine === 'given' || newest.combine === 'median')) {
      throw invalid('numerator', '这个指标的取值方式不能修改。');
    }
    const chosen = Object.fromEntries(changed.map((key) => [key, wanted[key]]));
    await insertVersion(
      tx,
      code,
      { ...newest, ...chosen, fromMonth: body.fromMonth, reason: body.reason, version: newest.version + 1 },
      { id: principal.id, at: this.clock.now() },
    );
    return this.one(tx, code);
  }

  private define(code: string, family: MeasureFamily, versions: MeasureVersion[]): MeasureDefinition {
    const now = monthOf(this.clock.now());
    const counting = [...versions]
      .filter(({ fromMonth }) => fromMonth <= now)
      .sort((a, b) => (a.fromMonth === b.fromMonth ? b.version - a.version : a.fromMonth < b.fromMonth ? 1 : -1));
    return {
      code,
      family,
      current: counting[0] ?? (versions.at(-1) as MeasureVersion),
      versions,
      quantities: quantitiesOf(family),
    };
  }
}
