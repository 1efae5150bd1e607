import { type Action, type ActionBody, type IssueDraft, IssueReader, IssueService, StepService } from '@app/ledger';
import { AttachmentService } from '@app/evidence';
import type { Principal } from '@app/org';
import {
  addDays,
  type CalendarService,
  type Day,
  type FileStore,
  FixedClock,
  instantAt,
  type Tx,
  type WorkingCalendar,
  yearOf,
} from '@app/platform';
import { type ItemText, KEY_TASKS, LIVELIHOOD_ITEMS, type MatterText, MATTERS, SPANNING_TASKS } from './list-texts';
import { drawPicture } from './picture';
import { Random } from './random';

/** What happens in a story, at its moment: played in the order of time, as the services would have it. */
interface Turn {
  at: Date;
  play: () => Promise<unknown>;
}

interface Place {
  tx: Tx;
  today: Day;
  calendar: WorkingCalendar;
  store?: FileStore;
}

const MINUTE = 60_000;

/**
 * The other ledgers of the district: 民生实事, key tasks with their steps, requests of enterprises, problems of the people,
 * major issues. They are written by the services themselves, on the days on which it would have happened.
 */
export async function seedLists({ tx, today, calendar, store }: Place): Promise<void> {
  const lists = await Lists.open({ tx, today, calendar, store });
  LIVELIHOOD_ITEMS.forEach((text, index) => lists.plan('livelihood-item', text, index));
  KEY_TASKS.forEach((text, index) => lists.plan('key-task', text, index));
  SPANNING_TASKS.forEach((text, index) => lists.spanning(text, index));
  MATTERS.forEach((text, index) => lists.matter(text, index));
  await lists.play();
}

class Lists {
  private readonly turns: Turn[] = [];
  private readonly clock: FixedClock;
  private readonly random = new Random('lists');
  private readonly issues: IssueService;
  private readonly steps: StepService;

  private constructor(
    private readonly place: Place,
    private readonly people: Map<string, Principal>,
    private readonly units: Map<string, string>,
  ) {
    this.clock = new FixedClock(instantAt(place.today));
    const calendars = { current: () => Promise.resolve(place.calendar) } as CalendarService;
    this.issues = new IssueService(this.clock, calendars, new IssueReader(this.clock, calendars));
    this.steps = new StepService(this.clock, calendars);
  }

  static async open(place: Place): Promise<Lists> {
    const people: Principal[] = await place.tx.query(
      `select p.id, p.username, p.name, p.unit_id as "unitId", u.name as "unitName", p.roles,
              '{}'::uuid[] as "standsInFor", '' as "sessionId"
         from person p join unit u on u.id = p.unit_id`,
    );
    // A department is found by the account of its head: `head.water`, and `head` of the power company.
    const units = people.flatMap(({ username, unitId }): [string, string][] =>
      username.startsWith('head') ? [[username.split('.')[1] ?? 'power', unitId]] : [],
    );
    return new Lists(place, new Map(people.map((person) => [person.username, person])), new Map(units));
  }

  /** Plays everything in the order of time; what would happen today or later has not happened yet. */
  async play(): Promise<void> {
    const end = instantAt(this.place.today);
    const order = [...this.turns].sort((a, b) => a.at.getTime() - b.at.getTime());
    for (const { at, play } of order) {
      if (at >= end) break;
      this.clock.set(at);
      await play();
    }
  }

  /** An item that is planned in steps over the year, and stands as its text says. */
  plan(ledger: string, text: ItemText, index: number): void {
    const { today, calendar } = this.place;
    // In January and February the lists of the year before are still at work.
    const year = yearOf(addDays(today, -60));
    // What is not assigned or not signed yet came these days: nobody leaves it lying since January.
    const fresh = text.pace === 'registered' ? this.ago(1) : text.pace === 'assigned' ? this.ago(2) : undefined;
    const [first, last] = [fresh ?? `${year}-01-08`, this.lastOf(text.pace, year, index)];
    const span = Math.max(calendar.workingDaysBetween(first, last), text.steps.length * 3);
    const day = (share: number): Day => calendar.addWorkingDays(first, Math.round(span * share)).day;
    const planned = text.steps.map((_, place) => day((place + 1.5) / (text.steps.length + 0.5)));
    // Late in the year there is still something to be early with.
    if (text.pace === 'ahead') planned.splice(-2, 1, calendar.addWorkingDays(planned.at(-1) as Day, -3).day);
    const issue = this.issue(ledger, text.title, first, index);
    const draft = { ...text, categoryCode: text.category, severity: 'low' as const };
    issue.register('supervisor', first, draft, '');
    const ids = text.steps.map(() => this.random.id(instantAt(first)));
    const steps = text.steps.map((title, place) => ({
      id: ids[place] as string,
      title,
      ownerUnitId: this.unit(place === 1 ? text.partner : text.lead),
      ownerId: null,
      plannedOn: planned[place] as Day,
    }));
    issue.planned(fresh ?? day(0.02), steps);
    if (text.pace === 'registered') return;
    issue.act('supervisor', text.pace === 'assigned' ? this.ago(1) : day(0.03), 'assign', {
      leadUnitId: this.unit(text.lead),
      dueOn: calendar.addWorkingDays(planned.at(-1) as Day, 5).day < today ? today : planned.at(-1),
      note: '请按节点计划推进，按期反馈。',
    });
    if (text.pace === 'assigned') return;
    const handler = this.handler(text.lead);
    issue.act(handler, day(0.05), 'sign', { note: '已签收，按计划推进。' });
    this.reports(issue, handler, text, day(0.05), last);
    this.marks(issue, text, ids, planned);
    // Without a place for photos nothing can be shown, and so nothing is closed.
    const shown = ledger !== 'livelihood-item' || this.place.store !== undefined;
    if (text.pace === 'closed' && shown)
      issue.act('supervisor02', calendar.addWorkingDays(last, 10).day, 'verify', {
        note: '现场和材料均已核验，同意销号。',
      });
  }

  /** A task begun lately whose deadline is the rule's: from summer on it rests on the calendar of the next year. */
  spanning(text: ItemText, index: number): void {
    const { today, calendar } = this.place;
    const first = this.ago(12);
    const issue = this.issue('key-task', text.title, first, index);
    issue.register('supervisor', first, { ...text, categoryCode: text.category, severity: 'low' }, '');
    const steps = text.steps.map((title, place) => ({
      id: this.random.id(instantAt(first)),
      title,
      ownerUnitId: this.unit(place === 1 ? text.partner : text.lead),
      ownerId: null,
      plannedOn: calendar.addWorkingDays(today, 5 + place * 30).day,
    }));
    issue.planned(this.ago(11), steps);
    const note = '请按节点计划推进，按期反馈。';
    issue.act('supervisor', this.ago(10), 'assign', { leadUnitId: this.unit(text.lead), note });
    const handler = this.handler(text.lead);
    issue.act(handler, this.ago(9), 'sign', { note: '已签收，按计划推进。' });
    issue.act(handler, this.ago(4), 'report', { note: '实施方案已形成初稿，正在征求有关部门意见。' });
  }

  /** The planned end: solved ones were done one after the other, what waits for verification before its day. */
  private lastOf(pace: ItemText['pace'], year: number, index: number): Day {
    if (pace === 'closed') return [this.ago(18 + (index % 4) * 30), `${year}-02-07`].sort()[1] as Day;
    return pace === 'verifying' ? this.place.calendar.addWorkingDays(this.place.today, 4).day : `${year}-12-20`;
  }

  /** Steps done about their day; one who is behind left the last one that was due, one who is ahead did one more. */
  private marks(issue: DemoIssue, text: ItemText, ids: string[], planned: Day[]): void {
    const { today, calendar } = this.place;
    const past = planned.filter((day) => day < today).length;
    const all = text.pace === 'closed' || text.pace === 'verifying';
    const count = all
      ? ids.length
      : Math.max(text.pace === 'behind' ? past - 1 : text.pace === 'ahead' ? past + 1 : past, 0);
    ids.slice(0, Math.min(count, all ? ids.length : ids.length - 1)).forEach((id, place) => {
      const due = planned[place] as Day;
      const early = due < today ? calendar.addWorkingDays(due, -(place % 3)).day : this.ago(2);
      const who = this.handler(place === 1 ? text.partner : text.lead);
      issue.done(who, early, id, `${text.steps[place] ?? ''}，已按要求完成。`, place === ids.length - 1 && all);
    });
  }

  /** A report each month before the 25th; those behind left out every third. */
  private reports(issue: DemoIssue, handler: string, text: ItemText, from: Day, last: Day): void {
    const { today, calendar } = this.place;
    const done =
      text.pace === 'verifying' ? this.ago(22) : text.pace === 'closed' ? calendar.addWorkingDays(last, -4).day : today;
    for (let month = from.slice(0, 7); month <= today.slice(0, 7); month = addDays(`${month}-28`, 5).slice(0, 7)) {
      // In the first month when they have just begun.
      const { day } =
        month === from.slice(0, 7)
          ? calendar.addWorkingDays(from, 2)
          : calendar.addWorkingDays(`${month}-23`, -(text.title.length % 4) - 1);
      const missed = text.pace === 'behind' && Number(month.slice(5)) % 3 === 0;
      if (day <= from || missed || day >= done) continue;
      const words =
        text.pace === 'behind'
          ? '受用地和天气影响，进度慢于计划，正在抢抓工期。'
          : '按节点计划推进，资金和人员已落实。';
      issue.act(handler, day, 'report', { note: `${Number(month.slice(5))} 月进展：${words}` });
    }
  }

  /** One matter of a ledger without steps. */
  matter(text: MatterText, index: number): void {
    const { calendar } = this.place;
    const on = (after: number): Day => calendar.addWorkingDays(this.ago(text.since), after).day;
    const issue = this.issue(text.ledger, text.title, on(0), index);
    const draft = { ...text, categoryCode: text.category };
    issue.register(text.by, on(0), draft, text.subject);
    if (text.stands === 'registered') return;
    issue.act('supervisor', on(1), 'assign', { leadUnitId: this.unit(text.lead), note: '请尽快对接，按期办结。' });
    if (text.stands === 'assigned') return;
    const handler = this.handler(text.lead);
    issue.act(handler, on(1), 'sign', { note: '已签收。' });
    const risk = text.ledger === 'major-issue' ? { risk: '涉及外部单位，协调周期可能超过期限。' } : {};
    issue.act(handler, on(3), 'report', { note: '已与有关方面对接，正在办理。', ...risk });
    if (text.stands === 'working') return;
    issue.act(handler, on(5), 'apply-closure', { note: '已办结，申请销号。' });
    if (text.stands === 'closed') issue.act('supervisor02', on(7), 'verify', { note: '经核实已解决，同意销号。' });
  }

  private issue(ledger: string, title: string, day: Day, index: number): DemoIssue {
    const id = this.random.id(instantAt(day));
    const { tx, store } = this.place;
    const version = async (): Promise<number> => {
      const [row] = (await tx.query('select version from issue where id = $1', [id])) as [{ version: number }];
      return row.version;
    };
    // Nobody works at night, and no two of them at the same minute.
    let turns = 0;
    const turn = (on: Day, play: () => Promise<unknown>): void => {
      const working = this.place.calendar.isWorkday(on) ? on : this.place.calendar.addWorkingDays(on, 1).day;
      const at = new Date(instantAt(working, '09:00').getTime() + ((turns++ % 12) * 31 + index) * MINUTE);
      this.turns.push({ at, play });
    };
    const attach = async (by: Principal): Promise<string[]> => {
      if (!store) return [];
      const files = new AttachmentService(this.clock, store);
      const upload = {
        id: this.random.id(this.clock.now()),
        name: `${title}完工（演示图片）.jpg`,
        bytes: await drawPicture(this.random, 'after'),
      };
      return [await files.add(tx, by, await files.receive(tx, by, id, upload))];
    };
    return {
      register: (by, on, { title: words, description, categoryCode, severity }, subjectName) =>
        turn(on, () =>
          this.issues.register(tx, this.person(by), [{ id, title: words, description, categoryCode, severity }], {
            ledger,
            subjectName,
          }),
        ),
      act: (by, on, action, body) =>
        turn(on, async () =>
          this.issues.act(tx, this.person(by), id, action, {
            id: this.random.id(this.clock.now()),
            note: '',
            ...body,
            version: await version(),
          }),
        ),
      planned: (on, steps) =>
        turn(on, async () =>
          this.steps.plan(tx, this.person('supervisor'), id, {
            id: this.random.id(this.clock.now()),
            note: '按年度目标编制。',
            steps,
            version: await version(),
          }),
        ),
      done: (by, on, stepId, note, photo) =>
        turn(on, async () => {
          const who = this.person(by);
          const attachmentIds = photo ? await attach(who) : [];
          await this.steps.mark(
            tx,
            who,
            { issueId: id, stepId, done: true },
            { id: this.random.id(this.clock.now()), version: 1, note, attachmentIds },
          );
        }),
    };
  }

  private ago(days: number): Day {
    return this.place.calendar.addWorkingDays(this.place.today, -days).day;
  }

  private unit(code: string): string {
    const id = this.units.get(code);
    if (id === undefined) throw new Error(`no unit ${code}`);
    return id;
  }

  private handler = (code: string): string => (code === 'power' ? 'handler' : `handler.${code}`);

  private person(username: string): Principal {
    const person = this.people.get(username);
    if (!person) throw new Error(`no ${username}`);
    return person;
  }
}

type Draft = Required<Omit<IssueDraft, 'id'>>;

/** What can be told of one issue; each turn has its day. */
interface DemoIssue {
  register: (by: string, on: Day, draft: Draft, subjectName: string) => void;
  act: (by: string, on: Day, action: Action, body: Partial<ActionBody>) => void;
  planned: (
    on: Day,
    steps: { id: string; title: string; ownerUnitId: string; ownerId: null; plannedOn: Day }[],
  ) => void;
  done: (by: string, on: Day, stepId: string, note: string, photo: boolean) => void;
}
