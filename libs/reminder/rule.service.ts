import { ORDER_LABELS, type OrderKind } from '@app/order';
import type { Principal } from '@app/org';
import {
  addDays,
  CalendarService,
  Clock,
  dayOf,
  instantAt,
  invalid,
  isoInstant,
  type Page,
  pageOf,
  problem,
  recordChange,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type Found, findDue } from './find.queries';
import { pageOfSubject, RELATIONS } from './reminder.kinds';
import type { ReminderRule } from './rule';
import {
  findChannelNames,
  findLadders,
  findPeopleNames,
  findRule,
  findRulePage,
  insertRule,
  isLedger,
  isNameTaken,
  lockLadderRules,
  lockLedger,
  lockRule,
  type RuleRecord,
  updateRule,
} from './rule.admin.queries';
import type {
  LadderBody,
  LaddersView,
  NewRuleBody,
  RulePreviewBody,
  RulePreviewView,
  RuleBody,
  RulePatch,
  RuleQuery,
  RuleView,
  WatchesView,
} from './rule.dto';
import { RULE_NAME_MAX } from './rule.dto';
import { ruleProblem } from './rule.problems';
import { findFirstChannels, findMuted, isGroup } from './reminder.queries';
import { nextOpen, nextSlot } from './rule.time';
import { faultOfTemplate, personalIn } from './rule.words';
import { placeholdersOf, type Watch } from './watch';
import { WATCHES, watchOf } from './watches';

/** So many reminders of a preview are counted, and so many shown. */
const COUNTED = 2_000;
const SHOWN = 100;
/** What decides whether something falls due, and for whom. */
const ASKS = [
  'active',
  'ledgerId',
  'ladder',
  'whom',
  'offset',
  'unit',
  'atTime',
  'repeatEvery',
  'repeatTimes',
] as const satisfies (keyof RuleBody)[];

/** The rules themselves: who is reminded of what, when; the administrator keeps them. */
@Injectable()
export class RuleService {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
  ) {}

  async list(tx: Tx, query: RuleQuery): Promise<Page<RuleView>> {
    const { rows, total } = await findRulePage(tx, query, this.clock.now());
    return pageOf(query, rows.map(viewOf), total);
  }

  /** @throws Problem 404 */
  async one(tx: Tx, code: string): Promise<RuleView> {
    const row = await findRule(tx, code, this.clock.now());
    if (!row) throw problem.notFound();
    return viewOf(row);
  }

  /** What can be reminded of. */
  watches(): WatchesView {
    return {
      items: WATCHES.map((watch) => ({
        code: watch.code,
        ...watch.label,
        moment: watch.moment === true,
        byLedger: watch.ledger !== undefined,
        whom: RELATIONS.filter((relation) => watch.people[relation] !== undefined),
        placeholders: placeholdersOf(watch),
      })),
    };
  }

  /** @throws Problem 400 that names the field, 409 for a name that is taken */
  async create(tx: Tx, principal: Principal, { what, ...body }: NewRuleBody): Promise<RuleView> {
    await this.check(tx, watchOf(what), body, null);
    const code = `own-${randomUUID()}`;
    const now = this.clock.now();
    await insertRule(tx, code, what, body, now);
    await this.record(tx, principal, 'create', code, undefined, { what, ...body });
    return this.one(tx, code);
  }

  /**
   * What it reminds of, whom and when counts from now on: what fell due before is nobody reminded of. Other words or
   * channels leave what waits for its hour as it is.
   *
   * @throws Problem 404, 409 with the current state when `version` is stale or the name is taken, 400 that names the field
   */
  async change(tx: Tx, principal: Principal, code: string, { version, ...body }: RulePatch): Promise<RuleView> {
    await lockRule(tx, code);
    const before = await this.one(tx, code);
    if (before.version !== version) throw problem.stale({}, before);
    await this.check(tx, watchOf(before.what), body, code);
    const since = ASKS.every((field) => isDeepStrictEqual(before[field], body[field]))
      ? before.since
      : this.clock.now();
    await updateRule(tx, code, version, body, new Date(since));
    await this.record(tx, principal, 'update', code, before, body);
    return this.one(tx, code);
  }

  /** Who would be told what in the coming days; of what happens: what the rule would have said in the days before. */
  async preview(tx: Tx, { code, days, what, ...body }: RulePreviewBody): Promise<RulePreviewView> {
    const watch = watchOf(what);
    await this.check(tx, watch, body, code);
    const now = this.clock.now();
    const calendar = await this.calendars.current();
    const ahead = watch.moment !== true;
    const today = dayOf(now);
    const [since, until] = ahead ? [now, instantAt(addDays(today, days + 1))] : [instantAt(addDays(today, -days)), now];
    const rule: ReminderRule = { ...body, what, code: code ?? 'own-preview', active: true, since, version: 1 };
    const muted = body.mandatory ? new Set() : await findMuted(tx, rule.code);
    const found: Found[] = [];
    await findDue(tx, rule, { calendar, now, until, since, all: !ahead }, (batch) => {
      found.push(
        ...batch
          .filter(({ cancelled, personId }) => cancelled === null && !muted.has(personId))
          .slice(0, COUNTED - found.length),
      );
      return Promise.resolve(found.length < COUNTED);
    });
    const told = found
      .map((one) => {
        const opens = nextOpen(calendar, rule, one.dueAt);
        return { ...one, at: rule.mode === 'digest' ? nextSlot(calendar, rule, opens, rule.digestAt) : opens };
      })
      .sort((a, b) => a.at.getTime() - b.at.getTime());
    const shown = told.slice(0, SHOWN);
    const people = new Map(
      (await findPeopleNames(tx, [...new Set(shown.map(({ personId }) => personId))])).map((one) => [one.id, one]),
    );
    const channels = new Map(
      (await findFirstChannels(tx, rule, [...people.keys()])).map((one) => [one.personId, one.channelName]),
    );
    return {
      direction: ahead ? 'ahead' : 'behind',
      from: isoInstant(since),
      until: isoInstant(until),
      total: told.length,
      people: new Set(told.map(({ personId }) => personId)).size,
      items: shown.map(({ at, personId, title, body: text, subjectKind, subjectId }) => ({
        at: isoInstant(at),
        personName: people.get(personId)?.name ?? '',
        unitName: people.get(personId)?.unitName ?? '',
        title,
        body: text,
        subjectKind,
        subjectId,
        link: pageOfSubject(subjectKind, subjectId),
        channelName: channels.get(personId) ?? null,
      })),
    };
  }

  /** For each ledger: reminders and papers after the deadline, from mild to grave. */
  async ladders(tx: Tx): Promise<LaddersView> {
    const rows = await findLadders(tx);
    return {
      items: rows.map(({ ledgerId, ledgerName, own, had, steps, papers }) => ({
        ...{ ledgerId, ledgerName, own, had },
        steps: [
          ...steps.map((step) => ({ ...step, kind: 'reminder' as const })),
          ...papers.map(({ kind, lateDays }) => ({
            kind: 'paper' as const,
            lateDays,
            name: ORDER_LABELS[kind as OrderKind].zh,
            code: null,
            whom: [],
          })),
        ].sort((a, b) => a.lateDays - b.lateDays),
      })),
    };
  }

  /**
   * Gives a ledger steps of its own, or the general ones back, all of them or none; asked for again it changes nothing.
   * Counts from now on, as every change of a rule.
   *
   * @throws Problem 404, 409 when a name is taken
   */
  async setLadder(tx: Tx, principal: Principal, ledgerId: string, { own }: LadderBody): Promise<LaddersView> {
    const ledger = await lockLedger(tx, ledgerId);
    if (!ledger) throw problem.notFound();
    const had = await lockLadderRules(tx, ledgerId);
    if (own !== had.some(({ active }) => active)) {
      for (const rule of had.filter(({ active }) => active !== own)) {
        const { version, code } = rule;
        await this.change(tx, principal, code, { ...bodyOf(rule), active: own, version });
      }
      for (const rule of had.length > 0 ? [] : await lockLadderRules(tx, null)) {
        const name = `${rule.name}（${ledger.name}）`.slice(0, RULE_NAME_MAX);
        await this.create(tx, principal, { ...bodyOf(rule), what: rule.what, ledgerId, name });
      }
    }
    return this.ladders(tx);
  }

  private async check(tx: Tx, watch: Watch, body: RuleBody, code: string | null): Promise<void> {
    const stranger = body.whom.find((relation) => watch.people[relation] === undefined);
    if (stranger) throw invalid('whom', '这类事项不能提醒所选的对象，请重新选择。');
    if (body.ledgerId !== null && !watch.ledger) throw invalid('ledgerId', '这类事项不分台账，请选择“全部台账”。');
    if (body.ledgerId !== null && !(await isLedger(tx, body.ledgerId))) throw invalid('ledgerId', '没有这本台账。');
    if (body.ladder && watch.code !== 'issue-overdue') {
      throw invalid('ladder', '只有“办理期限超期”的规则可以作为升级阶梯的一级。');
    }
    if (body.unit === 'soon' && !watch.ledger) throw invalid('unit', '只有问题的期限可以选“亮黄灯那天”。');
    if (body.unit === 'soon' && body.repeatEvery !== null) {
      throw invalid('repeatEvery', '选“亮黄灯那天”的只提醒一次；需要再次提醒的，请按工作日设置。');
    }
    if ((body.repeatEvery === null) !== (body.repeatTimes === 0)) {
      throw invalid('repeatTimes', '再次提醒要同时填写间隔和次数；不再提醒的，间隔留空、次数填 0。');
    }
    if (body.offset + body.repeatTimes * (body.repeatEvery ?? 0) > 250) {
      throw invalid('repeatTimes', '再次提醒不能超过 250 个工作日，请减少次数或间隔。');
    }
    if (watch.moment && body.offset < 0) throw invalid('offset', '事情发生之前不能提醒，请填 0 或更大的数。');
    if (body.mode === 'digest' && (body.digestAt < body.sendFrom || body.digestAt >= body.sendUntil)) {
      throw invalid('digestAt', '汇总时刻应在发送时段之内，请改汇总时刻或发送时段。');
    }
    if (body.sendUntil <= body.sendFrom) throw invalid('sendUntil', '结束时刻应晚于开始时刻。');
    for (const field of ['title', 'body'] as const) {
      const fault = faultOfTemplate(body[field], placeholdersOf(watch));
      if (fault) throw invalid(field, fault);
    }
    const personal = personalIn(body.title);
    if (personal) throw invalid('title', `标题会发到系统之外，不能含 {${personal}}，请写在正文里。`);
    const channels = await findChannelNames(tx, body.channels);
    if (channels.length < body.channels.length) throw invalid('channels', '有的通知渠道已不存在，请重新选择。');
    const group = channels.find(({ kind }) => isGroup(kind));
    if (watch.personal && group) {
      throw invalid('channels', `这类事项对每个人说的不一样，不能发到“${group.name}”这样的群，请改选发给本人的渠道。`);
    }
    if (body.active && (await isNameTaken(tx, body.name, code))) throw ruleProblem.nameTaken();
  }

  private record(
    tx: Tx,
    principal: Principal,
    action: 'create' | 'update',
    subjectId: string,
    before: unknown,
    after: unknown,
  ): Promise<void> {
    const at = this.clock.now();
    return recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'reminder-rule',
      subjectId,
      action,
      before,
      after,
    });
  }
}

const viewOf = ({ since, ...row }: RuleRecord): RuleView => ({ ...row, since: isoInstant(since) });

/** What a rule says, without what it is and where it stands. */
const bodyOf = ({ code: _code, what: _what, since: _since, version: _version, ...body }: ReminderRule): RuleBody =>
  body;
