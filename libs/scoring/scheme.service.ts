import type { Principal } from '@app/org';
import {
  addMonths,
  Clock,
  fingerprint,
  monthOf,
  type Page,
  periodName,
  periodOf,
  Problem,
  problem,
  recordChange,
  spanOf,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ScoreKeeper } from './score.keeper';
import type {
  PreviewView,
  SchemeBody,
  SchemePatch,
  SchemePreviewBody,
  SchemeQuery,
  SchemeRow,
  SchemeVersionBody,
  SchemeView,
} from './scheme.dto';
import { schemeFaults } from './scheme.check';
import type { SchemeRule } from './scheme.kinds';
import { UNIT_MEASURE_CODES, unitMeasure } from './measures';
import {
  findScheme,
  findSchemeId,
  findSchemes,
  findVersionOf,
  findVersions,
  insertScheme,
  insertVersion,
  lockScheme,
  updateScheme,
} from './scheme.queries';
import { ruleWords } from './score.words';
import { differenceOf } from './score.difference';
import { scoringProblem } from './scoring.problems';

/** Scoring schemes (考核计分办法) and their versions. */
@Injectable()
export class SchemeService {
  constructor(
    private readonly clock: Clock,
    private readonly keeper: ScoreKeeper,
  ) {}

  list(tx: Tx, query: SchemeQuery): Promise<Page<SchemeRow>> {
    return findSchemes(tx, query);
  }

  /** @throws Problem 404 */
  async one(tx: Tx, id: string): Promise<SchemeView> {
    const row = await findScheme(tx, id);
    if (!row) throw problem.notFound();
    const versions = await findVersions(tx, id);
    return { ...row, versions: versions.map((version) => ({ ...version, words: wordsOf(version.rule) })) };
  }

  /** @throws Problem 400 that names the item and field that cannot be used */
  async create(tx: Tx, principal: Principal, { name, description, fromMonth, rule }: SchemeBody): Promise<SchemeView> {
    requireRule(rule);
    const known = await findSchemeId(tx, name);
    const there = known === undefined ? undefined : await this.one(tx, known);
    // Sent again, because the first answer was lost on the way.
    const [first] = there?.versions.slice(-1) ?? [];
    if (there && first?.fromMonth === fromMonth && there.description === description && sameRule(first.rule, rule)) {
      return there;
    }
    const at = this.clock.now();
    const id = await insertScheme(tx, name, description, at);
    await insertVersion(tx, { schemeId: id, number: 1, fromMonth, rule, reason: '', by: principal.id, at });
    await this.record(tx, principal, id, 'create', undefined, { name, description, fromMonth, number: 1 });
    return this.one(tx, id);
  }

  /** @throws Problem 409 with the current state when `version` is stale */
  async change(tx: Tx, principal: Principal, id: string, { version, ...wanted }: SchemePatch): Promise<SchemeView> {
    await lockScheme(tx, id);
    const before = await this.one(tx, id);
    const { name, description, active } = { ...before, ...defined(wanted) };
    if (name === before.name && description === before.description && active === before.active) return before;
    if (version !== undefined && version !== before.version) throw problem.stale({}, before);
    await updateScheme(tx, id, { name, description, active });
    const old = { name: before.name, description: before.description, active: before.active };
    await this.record(tx, principal, id, 'update', old, { name, description, active });
    return this.one(tx, id);
  }

  /**
   * A later version of the rule; what was evaluated keeps the version that it was evaluated by. The same again writes
   * nothing.
   *
   * @throws Problem 409 when it would count from before the version that is there, or that is not the one seen
   */
  async addVersion(tx: Tx, principal: Principal, id: string, body: SchemeVersionBody): Promise<SchemeView> {
    requireRule(body.rule);
    await lockScheme(tx, id);
    const before = await this.one(tx, id);
    const newest = before.versions[0];
    const { fromMonth, reason, rule } = body;
    if (newest && newest.fromMonth === fromMonth && newest.reason === reason && sameRule(newest.rule, rule))
      return before;
    if (body.number !== undefined && body.number !== before.number) throw problem.stale({}, before);
    if (fromMonth < before.fromMonth) throw scoringProblem.versionMonth({ from: before.fromMonth });
    const number = before.number + 1;
    const at = this.clock.now();
    await insertVersion(tx, { schemeId: id, number, fromMonth, rule, reason, by: principal.id, at });
    await this.record(tx, principal, id, 'update', { number: before.number }, { number, fromMonth, reason });
    return this.one(tx, id);
  }

  /** What a changed rule would do to the points of a month: nothing is kept. */
  async preview(tx: Tx, id: string, { month, rule }: SchemePreviewBody): Promise<PreviewView> {
    requireRule(rule);
    const scheme = await findScheme(tx, id);
    if (!scheme) throw problem.notFound();
    const now = this.clock.now();
    const asked = month ?? addMonths(monthOf(now), -1);
    if (asked > monthOf(now)) throw scoringProblem.notBegun({ period: asked });
    const period = periodOf(rule.period, asked);
    const counts = await findVersionOf(tx, id, spanOf(period).to);
    const before = counts && (await this.keeper.compute(tx, { id, name: scheme.name }, counts, period));
    const after = await this.keeper.compute(tx, { id, name: scheme.name }, { number: 0, rule }, period);
    return {
      period,
      periodName: periodName(period),
      number: counts?.number ?? null,
      rows: differenceOf(before, after),
    };
  }

  private record(
    tx: Tx,
    principal: Principal,
    subjectId: string,
    action: 'create' | 'update',
    before: object | undefined,
    after: object,
  ): Promise<void> {
    const at = this.clock.now();
    return recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'scoring-scheme',
      subjectId,
      action,
      before,
      after,
    });
  }
}

const defined = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;

/** Whatever the order of keys: jsonb has its own. */
const sameRule = (a: SchemeRule, b: SchemeRule): boolean => fingerprint(a) === fingerprint(b);

function requireRule(rule: SchemeRule): void {
  const faults = schemeFaults(rule, UNIT_MEASURE_CODES);
  const [first] = faults;
  if (first) throw new Problem('validation', 400, first.message, faults);
}

/** Each item's rule in a sentence. */
export const wordsOf = (rule: SchemeRule): string[] =>
  rule.items.map((item) => ruleWords(item, unitMeasure(item.measure ?? '') ?? { name: '', unit: '' }));
