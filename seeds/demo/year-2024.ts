import { makeBatches2024 } from './batches-2024';
import type { Book, DemoProject } from './book';
import { makeCityLists } from './city-2024';
import { makeDistrictList } from './district-2024';
import { BATCHES_2024, NAMED, OWNERS } from './figures-2024';
import type { UnitCode } from './org';
import { Random } from './random';
import { makeRegistry } from './registry-2024';

/** Who took part in 2024, for what is built on it. */
export interface District2024 {
  provincial: DemoProject[];
  city: DemoProject[];
  thirty: DemoProject[];
  /** Plainly generic ones of the district's list: the years after go on with them. */
  generic: DemoProject[];
}

/** The lists, plans, entries and milestones of 2024, whose sums are those that were printed. */
export function makeYear2024(book: Book): District2024 {
  const random = new Random('year-2024');
  const named = (rows: readonly (readonly [string, number])[], unit: UnitCode, industry: string): DemoProject[] =>
    rows.map(([name, total]) => book.add({ name, total, unit, industry, owner: OWNERS[name] ?? '', named: true }));

  const provincial = named(NAMED.provincial, 'mafang', '绿色食品');
  const printed = named(NAMED.city, 'liwan', '新材料');
  const producing = BATCHES_2024.eleventh.startedThenProducing.map((total) => book.addGeneric(total));
  const [tianxi, liumianding, ankeshen] = printed as [DemoProject, DemoProject, DemoProject];
  const [, , xingbo] = provincial as [DemoProject, DemoProject, DemoProject];
  const city = makeCityLists(book, random, provincial, [...printed, ...producing]);
  const batches = makeBatches2024(book, random, { xingbo, tianxi, liumianding, ankeshen, producing });

  const thirty = [
    ...named(NAMED.thirty, 'housing', '城市建设'),
    ...[15_000, 21_000, 12_000].map((total) => book.addGeneric(total)),
  ];
  const district = named(NAMED.district, 'housing', '基础设施');
  const autumn = district.filter(({ name }) => name.includes('紫荆大道') || name.includes('大狮湾河'));
  const generic = makeDistrictList(book, random, {
    city,
    known: [...batches.unlisted, ...thirty, ...district],
    notBegun: [...batches.fourteenth, ...autumn],
  });
  makeRegistry(book, random, batches.counted, [...provincial.slice(0, 2), ...generic.slice(0, 34)]);
  makeThirty(book, random, thirty);
  for (const project of [...provincial.slice(0, 2), ...city.staying.filter(({ named }) => !named).slice(2)]) {
    book.milestone(project, 'started', '2023-06-30', `2023-0${random.whole(3, 9)}-${random.whole(10, 28)}`);
    book.milestone(project, 'production', `2025-${random.pick(['03', '06', '10'])}-30`, null);
  }
  return { provincial, city: [...city.staying, city.joining], thirty, generic };
}

function makeThirty(book: Book, random: Random, thirty: DemoProject[]): void {
  book.join(book.list(2024, '三十工程', 'thirty-projects'), thirty, '2024-01');
  for (const project of thirty) {
    const capped = random.chance(0.6) ? `2024-${random.pick(['09', '10', '11'])}-18` : null;
    book.milestone(project, 'started', '2024-02-28', `2024-0${random.whole(1, 5)}-${random.whole(10, 28)}`);
    book.milestone(project, 'capped', '2024-10-31', capped);
    book.milestone(project, 'completed', `2025-0${random.whole(4, 9)}-30`, null);
  }
}
