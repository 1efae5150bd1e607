import { type Book, type DemoProject, months, paces, totalOf } from './book';
import { PUBLISHED } from './figures-2024';
import type { Random } from './random';

const BASIS = 'without-preliminary';
/** What the two that leave and the one that joins planned and completed: made up, small beside the rest. */
const LEAVING = { totals: [30_000, 25_000], plan: 20_000, completedToAugust: 12_000 };
/** The same two as the district's list counts them from September on. */
export const LEFT_CITY = { plans: [9_000, 6_000], completedToSeptember: 13_500 };
const JOINING = { plan: 25_000, completedToOctober: 31_000 };

export interface CityLists {
  /** On the list from January to December, the provincial ones not among them. */
  staying: DemoProject[];
  leaving: DemoProject[];
  joining: DemoProject;
}

/**
 * 省重点 and 市重点. After August two projects leave the city's list and one joins that is as large as both and
 * 1.3 亿元 more: so 22 projects of 170.96 亿元 become 21 of 172.26 亿元, and the plan is revised with them.
 */
export function makeCityLists(book: Book, random: Random, provincial: DemoProject[], known: DemoProject[]): CityLists {
  const { august, october } = PUBLISHED.city;
  const { plan, completedToAugust, completedToOctober } = PUBLISHED.provincial;
  const leaving = LEAVING.totals.map((total) => book.addGeneric(total));
  const joining = book.addGeneric(totalOf(leaving) + october.totalInvestment - august.totalInvestment);
  const others = [...provincial, ...known, ...leaving];
  const generic = book.addGenerics(august.projects - others.length, august.totalInvestment - totalOf(others));
  const staying = [...known, ...generic];

  book.join(book.list(2024, '省重点', 'provincial-key'), provincial, '2024-01');
  const list = book.list(2024, '市重点', 'city-key');
  // A provincial key project is on the city's list too: a total over lists counts it once.
  book.join(list, [...provincial, ...staying], '2024-01');
  book.join(list, leaving, '2024-01', '2024-08');
  book.join(list, [joining], '2024-09');

  const provincialPlans = book.plan(provincial, '2024-01', plan, BASIS);
  const stayingPlan = august.plan - plan - LEAVING.plan;
  const stayingPlans = book.plan(staying, '2024-01', stayingPlan, BASIS);
  const leavingPlans = book.plan(leaving, '2024-01', LEAVING.plan, BASIS);
  book.planOne(joining, '2024-09', JOINING.plan, BASIS);
  // The revision of September: the first three generic ones take on what October's plan has more.
  const more = october.plan - plan - JOINING.plan - stayingPlan;
  [5_000, 4_000, more - 9_000].forEach((extra, index) => {
    const place = known.length + index;
    book.planOne(staying[place] as DemoProject, '2024-09', (stayingPlans[place] as number) + extra, BASIS);
  });

  const [early, autumn, winter] = [
    months('2024-01', '2024-08'),
    months('2024-09', '2024-10'),
    months('2024-11', '2024-12'),
  ];
  const complete = (projects: DemoProject[], plans: number[], totals: [number, number, number]): void =>
    book.complete(
      projects,
      paces(random, plans),
      [early, autumn, winter].map((stretch, index) => ({ months: stretch, total: totals[index] as number })),
      BASIS,
    );
  complete(provincial, provincialPlans, [completedToAugust, completedToOctober - completedToAugust, 21_300]);
  const stayingToAugust = august.completed - completedToAugust - LEAVING.completedToAugust;
  const stayingToOctober = october.completed - completedToOctober - JOINING.completedToOctober;
  complete(staying, stayingPlans, [stayingToAugust, stayingToOctober - stayingToAugust, 78_000]);
  // From September on they count for the district's list, which needs their share to September exactly.
  book.complete(
    leaving,
    leavingPlans,
    [
      { months: early, total: LEAVING.completedToAugust },
      { months: ['2024-09'], total: LEFT_CITY.completedToSeptember - LEAVING.completedToAugust },
      { months: months('2024-10', '2024-12'), total: 4_500 },
    ],
    BASIS,
  );
  complete([joining], [JOINING.plan], [JOINING.completedToOctober - 6_000, 6_000, 5_000]);
  return { staying, leaving, joining };
}
