import type { Basis } from '@app/project';
import { type Book, type DemoProject, months, paces, totalOf } from './book';
import { type CityLists, LEFT_CITY } from './city-2024';
import { PUBLISHED } from './figures-2024';
import type { Random } from './random';

/** The plan counts early-stage work, the completion does not: 87 % compares the two as they were printed. */
const PLAN: Basis = 'with-preliminary';
const COMPLETED: Basis = 'without-preliminary';

export interface DistrictParts {
  city: CityLists;
  /** Known already: 三个一批, 三十工程 and printed names. */
  known: DemoProject[];
  /** Those of them on whose sites nothing had begun by the end of September. */
  notBegun: DemoProject[];
}

/**
 * 区重点: 224 projects at the end of September. Projects on the city's list are not on it, so that neither list's basis
 * blurs the other's; the two that left the city's list in September have come over.
 *
 * @returns the generic ones
 */
export function makeDistrictList(book: Book, random: Random, { city, known, notBegun }: DistrictParts): DemoProject[] {
  const { projects: count, totalInvestment, plan, completedToSeptember } = PUBLISHED.district;
  const given = [...known, ...city.leaving];
  const generic = book.addGenerics(count - given.length, totalInvestment - totalOf(given));
  const gone = book.addGenerics(4, 60_000);
  const come = book.addGenerics(3, 45_000);

  const list = book.list(2024, '区重点', 'district-key');
  generic.forEach((project, index) => {
    // One in ten was added in the course of the year.
    book.join(list, [project], index % 10 === 0 ? `2024-0${random.whole(3, 7)}` : '2024-01');
  });
  book.join(list, known, '2024-01');
  book.join(list, city.leaving, '2024-09');
  book.join(list, [city.joining], '2024-01', '2024-08');
  book.join(list, gone, '2024-01', '2024-06');
  book.join(list, come, '2024-10');

  const begun = [...known, ...generic].filter((project) => !notBegun.includes(project));
  const left = LEFT_CITY.plans;
  city.leaving.forEach((project, index) => book.planOne(project, '2024-09', left[index] as number, PLAN));
  book.planOne(city.joining, '2024-01', 22_000, PLAN);
  book.plan(gone, '2024-01', 9_000, PLAN);
  book.plan(come, '2024-10', 6_000, PLAN);
  const all = [...begun, ...notBegun];
  const plans = book.plan(all, '2024-07', plan - left.reduce((sum, amount) => sum + amount, 0), PLAN);
  // The first plans of the year; one in eight was raised in July.
  all.forEach((project, index) => {
    const now = plans[index] as number;
    book.planOne(project, '2024-01', index % 8 === 0 ? Math.floor(now / 125) * 100 : now, PLAN);
  });

  const pace = paces(random, plans.slice(0, begun.length));
  book.complete(
    begun,
    pace,
    [
      { months: months('2024-01', '2024-09'), total: completedToSeptember - LEFT_CITY.completedToSeptember },
      { months: months('2024-10', '2024-12'), total: 498_000 },
    ],
    COMPLETED,
  );
  book.complete(
    notBegun,
    paces(random, plans.slice(begun.length)),
    [
      { months: months('2024-01', '2024-09'), total: 0 },
      { months: months('2024-10', '2024-12'), total: 96_000 },
    ],
    COMPLETED,
  );
  book.complete(gone, [4, 3, 2, 1], [{ months: months('2024-01', '2024-06'), total: 2_600 }], COMPLETED);
  book.complete(come, [3, 2, 1], [{ months: months('2024-10', '2024-12'), total: 5_200 }], COMPLETED);
  return generic;
}
