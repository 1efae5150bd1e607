import type { Severity } from '@app/ledger';
import { type Day, dayOf, fingerprint, instantAt, yearOf } from '@app/platform';
import { CATEGORIES, type CategoryCode } from '../reference/reference';
import type { DemoProject } from './book';
import { NOTES } from './case-notes';
import { History, type Registration, type World } from './history';
import type { DemoPerson } from './org';
import { ROADS } from './places';
import { POWER_FOR_FACTORY, POWER_FOR_PUBLIC_WORKS, PROBLEM_TEXTS, type ProblemText } from './problem-texts';
import { officerOf } from './responsible';
import { playersFor, Story } from './stories';
import type { DemoVisit } from './visits';

/** Where an issue comes from: found on a visit, or brought to the desk. */
export type Origin = { visit: DemoVisit } | { project: DemoProject; by: DemoPerson; day: Day };

const SHARE: Record<CategoryCode, number> = {
  power: 22,
  'water-drainage': 13,
  land: 12,
  funds: 11,
  permits: 15,
  labour: 9,
  roads: 8,
  demolition: 6,
  other: 4,
};
const DRAWN = CATEGORIES.flatMap(([code]) => Array.from({ length: SHARE[code] }, () => code));
const SEVERITIES: Severity[] = ['low', 'low', 'low', 'medium', 'medium', 'medium', 'medium', 'high', 'high'];

/** Begins stories and numbers them when all are told. */
export class Issues {
  readonly stories: Story[] = [];
  private readonly turns = new Map<CategoryCode, number>();
  private readonly told = new Map<string, Set<ProblemText>>();

  constructor(readonly world: World) {}

  begin(origin: Origin, wish: { category?: CategoryCode; severity?: Severity } = {}): Story {
    const { random } = this.world;
    const project = 'visit' in origin ? origin.visit.project : origin.project;
    const category = project.named ? 'power' : (wish.category ?? random.pick(DRAWN));
    const severity = wish.severity ?? random.pick(SEVERITIES);
    const text = this.textFor(category, project);
    const { title, description } = text;
    const found = 'visit' in origin ? this.foundOn(origin.visit) : this.atDesk(origin.by, origin.day);
    const registration: Registration = { ...found, project, title, description, categoryCode: category, severity };
    const history = new History(this.world, registration);
    const story = new Story(this.world, history, playersFor(this.world, history, category, text));
    this.stories.push(story);
    return story;
  }

  /** Somebody else registers the same the next day; the supervisor merges it into the first. */
  again(first: Story): void {
    const { calendar, org } = this.world;
    const { registration } = first.history;
    const { day } = calendar.addWorkingDays(first.history.day, 1);
    const found = this.atDesk(this.world.random.pick(org.supervisors), day);
    const history = new History(this.world, { ...registration, ...found, description: '企业来电反映，请协调解决。' });
    const story = new Story(this.world, history, first.players);
    this.stories.push(story);
    story.mergeInto(first, 0);
  }

  /** What was registered as one are several: each part has a number of its own and waits to be assigned. */
  split(story: Story, titles: string[]): void {
    const { history, players } = story;
    const parts = titles.map((title) => {
      const at = new Date(history.instant.getTime() + 30 * 60_000);
      const registration = {
        ...history.registration,
        title,
        visitId: null,
        by: players.supervisor,
        at,
        description: '',
      };
      return new Story(this.world, new History(this.world, { ...registration, splitFromId: history.id }), players);
    });
    history.split(
      players.supervisor,
      parts.map((part) => part.history),
      this.world.random.pick(NOTES.split),
    );
    this.stories.push(...parts);
  }

  private foundOn(visit: DemoVisit): Pick<Registration, 'by' | 'at' | 'visitId'> {
    return { by: officerOf(this.world.org, visit.project), at: new Date(visit.created_at), visitId: visit.id };
  }

  private atDesk(by: DemoPerson, day: Day): Pick<Registration, 'by' | 'at' | 'visitId'> {
    const { random } = this.world;
    const time = `${random.pick(['09', '10', '11', '14', '15'])}:${random.whole(10, 59)}`;
    return { by, at: instantAt(day, time), visitId: null };
  }

  /** The next text of a category that was not told of the project yet. */
  private nextText(category: CategoryCode, project: DemoProject): ProblemText {
    const texts = PROBLEM_TEXTS[category];
    if (project.named) {
      const fitting = project.industry.includes('设') ? POWER_FOR_PUBLIC_WORKS : POWER_FOR_FACTORY;
      return texts[this.world.random.pick(fitting)] as ProblemText;
    }
    const told = this.told.get(project.id) ?? new Set();
    this.told.set(project.id, told);
    let turn = this.turns.get(category) ?? 0;
    for (let tries = 0; tries < texts.length && told.has(texts[turn % texts.length] as ProblemText); tries += 1)
      turn += 1;
    this.turns.set(category, turn + 1);
    const text = texts[turn % texts.length] as ProblemText;
    told.add(text);
    return text;
  }

  /** With numbers of its own for each issue. */
  private textFor(category: CategoryCode, project: DemoProject): ProblemText {
    const { random } = this.world;
    const text = this.nextText(category, project);
    const values: Record<string, string | number> = {
      project: project.name,
      road: random.pick(ROADS),
      kva: random.pick([400, 630, 800, 1000, 1250, 1600, 2000]),
      metres: random.whole(8, 90) * 10,
      mu: random.whole(8, 120),
      households: random.whole(2, 9) * 2,
      people: random.whole(2, 12) * 10,
      wan: random.whole(6, 90) * 10,
      days: random.whole(6, 28),
    };
    const fill = (words: string): string => words.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? key));
    return {
      title: fill(text.title),
      description: fill(text.description),
      work: fill(text.work),
      done: fill(text.done),
    };
  }

  /** The rows of `issue`, numbered without gap in the order of registration, year by year. */
  rows(): { issues: object[]; events: object[]; counters: object[] } {
    const { rule } = this.world;
    const histories = this.stories
      .map(({ history }) => history)
      .sort((a, b) => a.registration.at.getTime() - b.registration.at.getTime() || (a.id < b.id ? -1 : 1));
    const last = new Map<number, number>();
    const issues = histories.map((history) => {
      const year = yearOf(dayOf(history.registration.at));
      const sequence = (last.get(year) ?? 0) + 1;
      last.set(year, sequence);
      return issueRow(history, rule.id, year, sequence);
    });
    const named = new Map(
      histories.map(({ id, registration }, index) => [
        id,
        `${(issues[index] as { number: string }).number} ${registration.title}`,
      ]),
    );
    // Both sides of a merge name the other as it is called now that it has a number.
    for (const { data } of histories.flatMap(({ events }) => events)) {
      if (data.targetId !== undefined) data.target = named.get(String(data.targetId));
      if (data.partIds !== undefined) {
        const numbers = (data.partIds as string[]).map((id) => named.get(id)?.split(' ')[0]);
        data.parts = numbers;
      }
      if (data.sourceId !== undefined) data.source = named.get(String(data.sourceId));
    }
    const counters = [...last].map(([year, count]) => ({ ledger_id: rule.id, year, last: count }));
    return { issues, events: histories.flatMap(({ events }) => events), counters };
  }
}

function issueRow(history: History, ledgerId: string, year: number, sequence: number): object {
  const { project, by, at, visitId, title, description, categoryCode, severity } = history.registration;
  const { fields, events } = history;
  const draft = { title, description, categoryCode, severity };
  return {
    id: history.id,
    ledger_id: ledgerId,
    number: `WT-${year}-${String(sequence).padStart(4, '0')}`,
    year,
    sequence,
    project_id: project.id,
    visit_id: visitId,
    split_from_id: history.registration.splitFromId ?? null,
    title,
    description,
    category_code: categoryCode,
    severity,
    state: fields.state,
    version: events.length,
    cycle: fields.cycle,
    registered_by: by.id,
    registered_at: at.toISOString(),
    lead_unit_id: fields.leadUnitId,
    support_unit_ids: fields.supportUnitIds,
    handler_id: fields.handlerId,
    assigned_on: fields.assignedOn,
    sign_due_on: fields.signDueOn,
    return_until: fields.returnUntil,
    first_due_on: fields.firstDueOn,
    due_on: fields.dueOn,
    extension_to: fields.extensionTo,
    suspended_on: fields.suspendedOn,
    review_on: fields.reviewOn,
    closed_at: fields.closedAt?.toISOString() ?? null,
    urged: fields.urged,
    turn_due_on: fields.turnDueOn,
    ruling_due_on: fields.rulingDueOn,
    verify_due_on: fields.verifyDueOn,
    report_due_on: fields.reportDueOn,
    reported_on: fields.reportedOn,
    support_done_ids: fields.supportDoneIds,
    past_unit_ids: fields.pastUnitIds,
    returns: fields.returns,
    extensions: fields.extensions,
    extension_consent: fields.extensionConsent,
    at_risk: fields.atRisk,
    urge_due_on: fields.urgeDueOn,
    instruction_due_on: fields.instructionDueOn,
    rating_due_on: fields.ratingDueOn,
    judgement: fields.judgement,
    merged_into_id: fields.mergedIntoId,
    last_step_by: fields.lastStepBy,
    undo: fields.undo,
    touched_at: events.at(-1)?.at,
    body_hash: fingerprint(draft),
  };
}
