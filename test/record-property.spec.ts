import { randomUUID } from 'node:crypto';
import { type Action, ACTIONS, END_STATES, type State, WORKFLOW } from '@app/ledger';
import { RecordService, verifyRecord } from '@app/record';
import { addDays, CalendarService, dayOf, instantAt, workingMinutes } from '@app/platform';
import fc from 'fast-check';
import { DataSource, type QueryRunner } from 'typeorm';
import { type TimeEvent, timeOf } from '@app/time';
import { type Actor, CAST, NOW, startApp, type TestApp, UNITS } from './support';

// Anybody does anything at any time, and the process dies at any statement: what must hold all the same.

let t: TestApp;
let record: RecordService;
let projectId: string;

/** Statements until the process dies; undefined: it lives. */
let fuse: number | undefined;

/** The app's connections, which break when the fuse has burnt down: then the database takes the transaction back. */
function mayDie(database: DataSource): void {
  const open = database.createQueryRunner.bind(database);
  database.createQueryRunner = (mode) => {
    const runner: QueryRunner = open(mode);
    const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    const guarded = (...args: unknown[]): Promise<unknown> => {
      if (fuse !== undefined && args[0] !== 'ROLLBACK' && fuse-- <= 0) return Promise.reject(new Error('died'));
      return query(...args);
    };
    return Object.assign(runner, { query: guarded });
  };
}

beforeAll(async () => {
  t = await startApp();
  mayDie(t.app.get(DataSource));
  record = t.app.get(RecordService);
  const [project] = (await t.database.query(
    `insert into project (name, total_investment, officer_id, leader_id) values ('磐升项目', 100000, $1, $2) returning id`,
    [t.cast.people.officer, t.cast.people.leader],
  )) as [{ id: string }];
  projectId = project.id;
});
afterAll(() => t.close());

/** What the run has registered so far. */
interface Model {
  issues: string[];
}
/** What was seen to be done, to be compared with the record. */
interface Real {
  done: { issue: string; action: Action }[];
}
type Command = fc.AsyncCommand<Model, Real>;

interface Issue {
  version: number;
  state: State;
  events: number;
}
const lookUp = async (id: string): Promise<Issue> => {
  const [issue] = (await t.database.query(
    `select version, state, (select count(*)::int from issue_event where issue_id = i.id) as events from issue i where id = $1`,
    [id],
  )) as [Issue];
  return issue;
};

/** Runs it with the fuse lit; what died is sent once more, as a phone does. */
async function sendThroughCrash<Answer extends { status: number }>(
  crash: number | undefined,
  send: () => Promise<Answer>,
): Promise<Answer> {
  fuse = crash;
  const answer = await send().finally(() => (fuse = undefined));
  return answer.status === 500 && crash !== undefined ? send() : answer;
}

class Register implements Command {
  constructor(
    private readonly actor: 'officer' | 'supervisor',
    private readonly crash: number | undefined,
  ) {}

  check = ({ issues }: Model): boolean => issues.length < 4;

  async run(model: Model): Promise<void> {
    const voice = await t.as(this.actor);
    const id = randomUUID();
    const body = { id, projectId, title: `问题 ${id}`, categoryCode: 'power', severity: 'high' };
    expect((await sendThroughCrash(this.crash, () => voice.post('/api/issues', body))).status).toBe(201);
    model.issues.push(id);
  }

  toString = (): string => `${this.actor} registers${dies(this.crash)}`;
}

const ENDING: Action[] = ['close', 'cancel', 'merge', 'withdraw'];

class Act implements Command {
  constructor(
    /** `turn`: somebody whose turn it is. */
    private readonly actor: Actor | 'turn',
    private readonly draw: number,
    private readonly which: number,
    /** One of what the page offers, or anything at all. */
    private readonly allowed: boolean,
    private readonly days: number,
    private readonly crash: number | undefined,
    private readonly again: boolean,
  ) {}

  check = ({ issues }: Model): boolean => issues.length > 0;

  async run({ issues }: Model, real: Real): Promise<void> {
    const id = issues[this.which % issues.length] as string;
    const voice = await t.as(this.actor === 'turn' ? await this.turnOf(id) : this.actor);
    const seen = await voice.get<{ allowedActions: Action[] }>(`/api/issues/${id}`);
    const offered = seen.body.allowedActions ?? [];
    // What ends everything at once comes seldom, or no issue would get anywhere.
    const onward = this.draw % 10 === 0 ? offered : offered.filter((name) => !ENDING.includes(name));
    const choice = this.allowed && onward.length > 0 ? onward : ACTIONS;
    const action = choice[this.draw % choice.length] as Action;
    const before = await lookUp(id);
    const body = this.bodyOf(action, before.version, issues);
    const send = () => voice.post(`/api/issues/${id}/actions/${action}`, body);
    const answer = await sendThroughCrash(this.crash, send);
    if (this.again && answer.status === 200) expect((await send()).status).toBe(200);
    // Refused with a reason or done; never half, and never what the page offered to somebody whom it does not suit.
    expect([200, 400, 403, 404, 409]).toContain(answer.status);
    if (offered.includes(action)) expect([action, answer.status]).not.toEqual([action, 403]);
    const after = await lookUp(id);
    const steps = answer.status === 200 ? 1 : 0;
    expect([action, after.version, after.events]).toEqual([action, before.version + steps, before.events + steps]);
    if (steps === 0) expect(after.state).toBe(before.state);
    else real.done.push({ issue: id, action });
  }

  private async turnOf(id: string): Promise<Actor> {
    const [issue] = (await t.database.query(
      'select i.state, u.name as lead from issue i left join unit u on u.id = i.lead_unit_id where i.id = $1',
      [id],
    )) as [{ state: State; lead: string | null }];
    const handler =
      issue.lead === UNITS.land.name ? 'handler2' : issue.lead === UNITS.bureau.name ? 'double' : 'handler';
    if (issue.state === 'returned') return this.draw % 2 ? 'supervisor' : 'leader';
    if (['registered', 'suspended', 'closed'].includes(issue.state)) return 'supervisor';
    if (issue.state === 'pending-verification') return 'supervisor2';
    return this.draw % 3 === 0 ? 'supervisor' : handler;
  }

  private bodyOf(action: Action, version: number, issues: string[]): object {
    const { units, people } = t.cast;
    const later = addDays(dayOf(t.clock.now()), this.days);
    const part = { title: '拆出的一部分', categoryCode: 'land', severity: 'low' };
    return {
      id: randomUUID(),
      version,
      note: `${action}：随机的意见 ${this.draw} "引号" 😀`,
      ...(action === 'assign' || action === 'transfer'
        ? { leadUnitId: this.draw % 2 ? units.power : units.land, supportUnitIds: this.draw % 3 ? [] : [units.bureau] }
        : {}),
      ...(action === 'delegate' ? { handlerId: this.draw % 2 ? people.handler : people.handler2 } : {}),
      ...(action === 'request-extension' ? { dueOn: later, measures: '加班' } : {}),
      ...(action === 'suspend' ? { reviewOn: later } : {}),
      ...(action === 'report' ? { done: this.draw % 2 === 0 } : {}),
      ...(action === 'merge' ? { targetId: issues[(this.which + 1) % issues.length] } : {}),
      ...(action === 'split' ? { parts: [part, part] } : {}),
      ...(action === 'judge' ? { light: 'red', until: later } : {}),
    };
  }

  toString = (): string =>
    `${this.actor} does ${this.allowed ? 'what is offered' : 'anything'} (${this.draw})${dies(this.crash)}`;
}

class Pass implements Command {
  constructor(private readonly hours: number) {}
  check = (): boolean => true;
  run(): Promise<void> {
    t.clock.set(new Date(t.clock.now().getTime() + this.hours * 3_600_000));
    return Promise.resolve();
  }
  toString = (): string => `${this.hours} hours pass`;
}

class Seal implements Command {
  check = (): boolean => true;
  async run(): Promise<void> {
    await t.database.transaction((tx) => record.seal(tx, t.clock.now()));
  }
  toString = (): string => 'the worker seals';
}

const dies = (crash: number | undefined): string => (crash === undefined ? '' : `, dying after ${crash} statements`);
/** Evenly: small numbers and edges are nothing special here. */
const draws = fc.noBias(fc.nat(10_000));
const crashes = fc.option(fc.nat(6), { nil: undefined, freq: 4 });
const actors = fc.constantFrom(...(Object.keys(CAST) as Actor[]));
const act = fc
  .tuple(actors, draws, fc.nat(3), fc.boolean(), fc.integer({ min: -2, max: 20 }), crashes, fc.boolean())
  .map((all) => new Act(...all));
/** Those whose turn it usually is, so that issues get far. */
const usual = fc
  .tuple(
    fc.constant('turn' as const),
    draws,
    fc.nat(3),
    fc.constant(true),
    fc.integer({ min: 1, max: 12 }),
    crashes,
    fc.boolean(),
  )
  .map((all) => new Act(...all));

interface Row {
  seq: number;
  action: string;
  from: State | null;
  to: State;
  at: Date;
  unitId: string | null;
  data: Record<string, unknown>;
}

const legal = ({ action, from, to, seq }: Row): boolean => {
  if (seq === 1) return ['register', 'part'].includes(action) && from === null && to === 'registered';
  if (!(action in WORKFLOW) || from === null) return from === to;
  const step = WORKFLOW[action as Action];
  if (!(step.from as readonly State[]).includes(from)) return false;
  if (step.to === 'same') return from === to;
  // Taking back a registration cancels it; taking back a reopening closes it again.
  return step.to === 'before' ? to !== from && to !== 'merged' : step.to === to;
};

const unit = (id: unknown) => (typeof id === 'string' ? { id, name: '' } : null);
const timeEvent = ({ action, to, at, unitId, data }: Row): TimeEvent => ({
  action,
  to,
  at,
  unitId,
  lead: unit(data.leadUnitId),
  supports: Array.isArray(data.supportUnitIds) ? data.supportUnitIds.flatMap((id) => unit(id) ?? []) : null,
  done: data.partDone === true,
  signDueOn: null,
  reviewOn: action === 'suspend' ? (data.reviewOn as string) : null,
});

/** Everything that must hold of an issue's record by itself. */
async function checkIssue(id: string): Promise<Row[]> {
  const rows: Row[] = await t.database.query(
    `select seq, action, from_state as "from", to_state as "to", at, unit_id as "unitId", data
       from issue_event where issue_id = $1 order by seq`,
    [id],
  );
  expect(rows.filter((row) => !legal(row))).toEqual([]);
  expect(rows.slice(1).map(({ from }) => from)).toEqual(rows.slice(0, -1).map(({ to }) => to));
  const calendar = await t.app.get(CalendarService).current();
  const now = t.clock.now();
  const { main } = timeOf(rows.map(timeEvent), calendar, now);
  const first = rows[0]?.at ?? now;
  const last = main.at(-1);
  expect(main[0]?.from ?? first).toEqual(first);
  expect(main.slice(1).map(({ from }) => from)).toEqual(main.slice(0, -1).map(({ to }) => to));
  expect(main.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(workingMinutes(calendar, first, last?.to ?? first));
  // An open issue is held by somebody until now; one that has ended by nobody from then on.
  const ended = END_STATES.includes(rows.at(-1)?.to as State);
  expect([ended, last?.open ?? false]).toEqual([ended, !ended]);
  if (!ended) expect(last?.to).toEqual(now);
  return rows;
}

const MUST_REACH = ['assigned', 'in-progress', 'returned'];

it('whatever people do and whenever the process dies: legal edges, no gap, one event a change, time that adds up, a sound chain', async () => {
  const reached = new Set<string>();
  let acted = 0;
  const property = fc.asyncProperty(
    fc.noBias(
      fc.commands(
        [
          fc
            .tuple(fc.constantFrom('officer' as const, 'supervisor' as const), crashes)
            .map((all) => new Register(...all)),
          act,
          ...[usual, usual, usual, usual, usual],
          fc.integer({ min: 1, max: 60 }).map((hours) => new Pass(hours)),
          fc.constant(new Seal()),
        ],
        { maxCommands: 60, size: 'max' },
      ),
    ),
    async (commands) => {
      t.clock.set(instantAt(dayOf(new Date(NOW)), '09:30'));
      const model: Model = { issues: [] };
      const real: Real = { done: [] };
      await fc.asyncModelRun(() => ({ model, real }), commands);
      for (const id of model.issues) {
        const rows = await checkIssue(id);
        const done = real.done.filter(({ issue }) => issue === id).map(({ action }) => action as string);
        expect(rows.map(({ action }) => action).filter((action) => action in WORKFLOW)).toEqual(done);
        for (const { to } of rows) reached.add(to);
        acted += done.length;
      }
      const verdict = await t.database.transaction('REPEATABLE READ', (tx) => verifyRecord(tx, []));
      expect(verdict.fault).toBeNull();
    },
  );
  // A run in which nobody got anywhere would prove nothing: chance is asked again until it has been everywhere.
  const enough = (): boolean => acted > 20 && MUST_REACH.every((state) => reached.has(state));
  for (let round = 0; round < 2 || (round < 10 && !enough()); round += 1) {
    await fc.assert(property, { numRuns: 10, endOnFailure: true });
  }
  expect([...reached]).toEqual(expect.arrayContaining(MUST_REACH));
  expect(acted).toBeGreaterThan(20);
}, 180_000);
