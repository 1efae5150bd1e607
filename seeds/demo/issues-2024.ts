import { addDays, daysBetween } from '@app/platform';
import type { Book, DemoProject } from './book';
import type { World } from './history';
import type { Issues, Origin } from './issues';
import type { Story } from './stories';
import type { DemoVisit } from './visits';

const COUNT = 300;
/** Brought to the desk by enterprises rather than found on a visit. */
const AT_DESK = 40;

/** Places in the order of telling after which the same problem is registered again, and merged. */
const TWICE: ReadonlySet<number> = new Set([20, 21, 22, 90, 91, 150, 151, 220, 221]);

/** Of a hundred issues so many go this way; the rest are solved in time without incident. */
const WAYS: [share: number, tell: (story: Story, days: number, world: World) => void][] = [
  // Late: urged, and a leader's instruction for the worst.
  [
    13,
    (story, days) =>
      story
        .assign(1)
        .sign(1)
        .report(Math.ceil(days / 2))
        .urge(Math.ceil(days / 2))
        .solve(9)
        .verify(2),
  ],
  [3, (story, days) => story.assign(2).sign(3).instruct(days).solve(11).verify(1)],
  // The deadline is moved, or not.
  [
    7,
    (story, days) =>
      story
        .assign(1)
        .sign(0)
        .report(2)
        .ask(Math.max(days - 5, 1), 8)
        .ruleOn(true, 1)
        .solve(6)
        .verify(1),
  ],
  [
    3,
    (story, days) =>
      story
        .assign(1)
        .sign(1)
        .ask(Math.max(days - 4, 1), 6)
        .ruleOn(false, 1)
        .solve(5)
        .verify(2),
  ],
  // Sent to the wrong department, or to the right one that does not want it.
  [
    7,
    (story, days) =>
      story
        .mistake(1, 1)
        .assign(1)
        .sign(1)
        .solve(Math.max(days - 4, 2))
        .verify(1),
  ],
  [
    3,
    (story, days) =>
      story
        .assign(1)
        .insist(1)
        .sign(0)
        .solve(Math.max(days - 3, 1))
        .verify(2),
  ],
  // Not as solved as was said.
  [
    8,
    (story, days) =>
      story
        .assign(1)
        .sign(0)
        .solve(Math.max(days - 4, 2))
        .reject(1)
        .finish(2)
        .verify(1),
  ],
  // Waiting for somebody outside the zone.
  [
    5,
    (story, _, world) => {
      story.assign(1).sign(1).report(1);
      story
        .suspend(1, addDays(story.history.day, world.random.whole(18, 40)))
        .resume(12)
        .solve(3)
        .verify(1);
    },
  ],
  // The same problem is back.
  [
    4,
    (story, days) => {
      story
        .assign(1)
        .sign(1)
        .solve(Math.max(days - 3, 1))
        .verify(1);
      story
        .reopen(15)
        .assign(1)
        .sign(0)
        .instruct(1)
        .solve(Math.max(days - 3, 1))
        .verify(2);
    },
  ],
  // The project was changed: the leader has it struck from the list.
  [1, (story) => story.assign(1).sign(1).report(2).cancel(2)],
  // Solved before it was assigned.
  [4, (story) => story.close(1)],
];

/** 300 problems of 2024. All are solved by the spring of 2025 but for some that came back in these last weeks. */
export function makeIssues2024(issues: Issues, book: Book, visits: DemoVisit[]): void {
  const { world } = issues;
  const { random, calendar, org } = world;
  const told = new Set<DemoProject>();
  // Of a project whose name was printed no more than one problem is told.
  const found = random
    .shuffled(visits.filter(({ visited_on }) => visited_on <= '2024-12-20'))
    .filter(({ project }) => !project.named || (!told.has(project) && told.add(project)))
    .slice(0, COUNT - AT_DESK);
  const origins: Origin[] = found.map((visit) => ({ visit }));
  const generic = book.projects.filter(({ named, created_at }) => !named && created_at < '2025');
  for (let count = 0; count < AT_DESK; count += 1) {
    const { day } = calendar.addWorkingDays('2024-01-02', random.whole(2, 235));
    origins.push({ project: random.pick(generic), by: random.pick(org.supervisors), day });
  }
  const solved: Story[] = [];
  for (const origin of origins) {
    // What was registered twice counts too.
    if (issues.stories.length >= COUNT) break;
    const story = issues.begin(origin);
    const days = world.rule.days.due[story.history.registration.severity];
    const way = wayOf(random.whole(1, 100));
    if (way) way(story, days, world);
    else {
      story.assign(random.whole(0, 2)).sign(random.whole(0, 1));
      if (TWICE.has(issues.stories.length)) issues.again(story);
      story.solve(random.whole(2, Math.max(days - 2, 2)));
      story.verify(random.whole(1, 3));
      if (!story.history.registration.project.named) solved.push(story);
    }
  }
  cameBack(world, solved);
}

function wayOf(lot: number): (typeof WAYS)[number][1] | undefined {
  let sum = 0;
  return WAYS.find(([share]) => (sum += share) >= lot)?.[1];
}

/** An issue may be reopened for a year only: what was solved longer ago has come back once or more in between. */
function keepComingBack(world: World, story: Story): void {
  while (daysBetween(story.history.day, world.today) > 340) {
    story.reopen(200).assign(1).sign(0).solve(4).verify(1);
  }
}

/** Reopened lately, so that the ledger of 2024 has every state on any day and none is years overdue. */
function cameBack(world: World, solved: Story[]): void {
  const { calendar, today } = world;
  const ago = (story: Story, days: number): number =>
    calendar.workingDaysBetween(story.history.day, calendar.addWorkingDays(today, -days).day);
  const [a, b, c, d, e, f, g, h] = world.random.shuffled(solved) as [
    Story,
    Story,
    Story,
    Story,
    Story,
    Story,
    Story,
    Story,
  ];
  for (const story of [a, b, c, d, e, f, g, h]) keepComingBack(world, story);
  a.reopen(ago(a, 1));
  b.reopen(ago(b, 2));
  c.reopen(ago(c, 2)).assign(0);
  d.reopen(ago(d, 7)).assign(1).sign(0).report(2);
  e.reopen(ago(e, 6)).assign(1).sign(0).report(3);
  f.reopen(ago(f, 3)).mistake(1, 0);
  g.reopen(ago(g, 9)).assign(1).sign(0).suspend(2, addDays(today, 12));
  h.reopen(ago(h, 8)).assign(1).sign(0).solve(4);
}
