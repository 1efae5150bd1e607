import { addDays, type Day } from '@app/platform';
import { NOTES } from './case-notes';
import type { History, World } from './history';
import { type DemoPerson, SOLVED_BY, type UnitCode } from './org';
import type { ProblemText } from './problem-texts';
import type { CategoryCode } from '../reference/reference';
import { officerOf } from './responsible';

/** Who plays in the story of one issue, and what is said about its matter. */
export interface Players {
  officer: DemoPerson;
  supervisor: DemoPerson;
  colleague: DemoPerson;
  leader: DemoPerson;
  lead: UnitCode;
  mistaken: UnitCode;
  support: UnitCode;
  text: ProblemText;
}

export function playersFor(world: World, history: History, category: CategoryCode, text: ProblemText): Players {
  const { org, random } = world;
  const [supervisor, colleague] = random.shuffled(org.supervisors) as [DemoPerson, DemoPerson];
  const officer = officerOf(org, history.registration.project);
  return { officer, supervisor, colleague, leader: random.pick(org.leaders), ...SOLVED_BY[category], text };
}

/** Tells how one issue goes; every sentence is an action of the workflow. */
export class Story {
  private handler: DemoPerson;
  private lead: UnitCode;

  constructor(
    private readonly world: World,
    readonly history: History,
    readonly players: Players,
  ) {
    this.lead = players.lead;
    this.handler = this.someoneOf(players.lead);
  }

  private get random() {
    return this.world.random;
  }

  private someoneOf(unit: UnitCode): DemoPerson {
    const handlers = this.world.org.handlers[unit];
    // The account that is printed has the largest share.
    return this.random.chance(0.6) ? (handlers[0] as DemoPerson) : this.random.pick(handlers);
  }

  private say(kind: keyof typeof NOTES): string {
    return this.random.pick(NOTES[kind]);
  }

  /** `alone` and `together`: without or with a supporting department; else as it happens. */
  assign(
    after: number,
    {
      to = this.players.lead,
      dueOn,
      alone = false,
      together = false,
    }: { to?: UnitCode; dueOn?: Day; alone?: boolean; together?: boolean } = {},
  ): this {
    const { supervisor, support } = this.players;
    const { units } = this.world.org;
    this.lead = to;
    this.handler = this.someoneOf(to);
    const helped = together || (!alone && support !== to && this.random.chance(0.3));
    const supportUnitIds = helped ? [units[support].id] : undefined;
    const note = this.history.fields.state === 'returned' ? this.say('reassign') : this.say('assign');
    this.history.act('assign', supervisor, after, note, { leadUnitId: units[to].id, supportUnitIds, dueOn });
    return this;
  }

  sign(after: number): this {
    const head = this.world.org.heads[this.lead];
    const byHead = this.random.chance(0.35);
    this.history.act('sign', byHead ? head : this.handler, after, this.say('sign'));
    if (byHead || this.random.chance(0.4)) {
      this.history.act('delegate', head, 0, this.say('delegate'), { handlerId: this.handler.id });
    }
    return this;
  }

  report(after: number): this {
    const note = this.random.chance(0.6) ? this.players.text.work : this.say('report');
    this.history.act('report', this.handler, after, note);
    return this;
  }

  /** So many working days of work with a report now and then; then it is said to be solved. */
  solve(days: number): this {
    const reports = days > 8 ? 2 : days > 2 ? 1 : 0;
    const gap = Math.floor(days / (reports + 1));
    for (let count = 0; count < reports; count += 1) this.report(gap);
    return this.apply(days - gap * reports, this.players.text.done);
  }

  apply(after: number, note: string): this {
    this.finishParts();
    this.history.act('apply-closure', this.handler, after, note);
    return this;
  }

  /** Those that help have done their part before the lead department applies. */
  private finishParts(): void {
    const { supportUnitIds, supportDoneIds } = this.history.fields;
    const { units } = this.world.org;
    for (const id of supportUnitIds.filter((unit) => !supportDoneIds.includes(unit))) {
      const code = (Object.keys(units) as UnitCode[]).find((unit) => units[unit].id === id) as UnitCode;
      this.history.act('report', this.someoneOf(code), 0, this.say('partDone'), { done: true });
    }
  }

  /** What was missing at the first verification is done. */
  finish(after: number): this {
    return this.apply(after, this.say('finish'));
  }

  /** Confirmed by the officer on site, or by a supervisor from the evidence. */
  verify(after: number): this {
    const { officer, supervisor } = this.players;
    this.history.act('verify', this.random.chance(0.6) ? officer : supervisor, after, this.say('verify'));
    return this;
  }

  reject(after: number): this {
    this.history.act('reject-closure', this.players.officer, after, this.say('rejectClosure'));
    return this;
  }

  /** Sent to the wrong department, which gives it back at once. */
  mistake(after: number, until: number): this {
    const { mistaken, lead } = this.players;
    this.assign(after, { to: mistaken });
    const suggestedUnitId = this.world.org.units[lead].id;
    this.history.act('return', this.world.org.heads[mistaken], until, this.say('return'), { suggestedUnitId });
    return this;
  }

  /** The right department gives it back too, and has to keep it. */
  insist(after: number): this {
    const head = this.world.org.heads[this.lead];
    this.history.act('return', head, 1, this.say('return'));
    this.history.act('insist', this.players.supervisor, after, this.say('insist'));
    return this;
  }

  ask(after: number, days: number): this {
    const { dueOn } = this.history.fields;
    const asked = dueOn === null ? undefined : this.world.calendar.addWorkingDays(dueOn, days).day;
    this.history.act('request-extension', this.handler, after, this.say('requestExtension'), { dueOn: asked });
    return this;
  }

  ruleOn(granted: boolean, after: number): this {
    const { colleague } = this.players;
    if (granted) this.history.act('grant-extension', colleague, after, this.say('grantExtension'));
    else this.history.act('refuse-extension', colleague, after, this.say('refuseExtension'));
    return this;
  }

  suspend(after: number, reviewOn: Day): this {
    this.history.act('suspend', this.players.supervisor, after, this.say('suspend'), { reviewOn });
    return this;
  }

  resume(after: number): this {
    this.history.act('resume', this.players.supervisor, after, this.say('resume'));
    return this;
  }

  reopen(after: number): this {
    this.history.act('reopen', this.players.officer, after, this.say('reopen'));
    return this;
  }

  /** Solved before anybody was told to: by the supervisor who did not register it. */
  close(after: number): this {
    const { supervisor, colleague } = this.players;
    const other = this.history.registration.by.id === supervisor.id ? colleague : supervisor;
    this.history.act('close', other, after, this.say('close'));
    return this;
  }

  /** Given to another department without a return. */
  transfer(after: number): this {
    const { units } = this.world.org;
    const { supervisor, mistaken } = this.players;
    this.lead = mistaken;
    this.handler = this.someoneOf(mistaken);
    this.history.act('transfer', supervisor, after, this.say('transfer'), { leadUnitId: units[mistaken].id });
    return this;
  }

  giveBack(after: number): this {
    this.history.act('return', this.world.org.heads[this.lead], after, this.say('return'));
    return this;
  }

  consent(after: number): this {
    this.history.act('consent-extension', this.players.supervisor, after, '');
    return this;
  }

  answerUrge(after: number): this {
    this.history.act('answer-urge', this.handler, after, this.say('answerUrge'));
    return this;
  }

  answerInstruction(after: number): this {
    this.history.act('answer-instruction', this.handler, after, this.say('answerInstruction'));
    return this;
  }

  /** A report that flags a risk. */
  warn(after: number): this {
    this.history.act('report', this.handler, after, this.say('report'), { risk: this.say('risk') });
    return this;
  }

  /** The officer sees it worse than the computed light. */
  judge(after: number): this {
    const until = addDays(this.world.today, 10);
    this.history.act('judge', this.players.officer, after, this.say('judge'), { light: 'red', until });
    return this;
  }

  /** The supervisor takes the last step back before anybody has acted. */
  takeBack(after: number): this {
    this.history.act('withdraw', this.players.supervisor, after, this.say('withdraw'));
    return this;
  }

  cancel(after: number): this {
    this.history.act('cancel', this.players.leader, after, this.say('cancel'));
    return this;
  }

  /** The same problem as another that is open: it ends here and points there. */
  mergeInto(target: Story, after: number): this {
    const { supervisor } = this.players;
    this.history.act('merge', supervisor, after, this.say('merge'), { targetId: target.history.id });
    target.history.absorb(this.history, supervisor);
    return this;
  }

  urge(after: number): this {
    this.history.act('urge', this.players.supervisor, after, this.say('urge'));
    return this;
  }

  instruct(after: number): this {
    this.history.act('instruct', this.players.leader, after, this.say('instruct'));
    return this;
  }
}
