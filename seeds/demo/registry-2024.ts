import type { Day } from '@app/platform';
import type { Book, DemoProject } from './book';
import type { Random } from './random';

/** Phases of the years before, so that the registry's population is larger than the 21 projects of 2024. */
const EARLIER = [
  [2022, '第三期'],
  [2022, '第四期'],
  [2022, '第五期'],
  [2022, '第六期'],
  [2023, '第七期'],
  [2023, '第八期'],
  [2023, '第九期'],
  [2023, '第十期'],
] as const;

/**
 * 入库: 57 projects of 三个一批 are eligible at the end of September and 44 have entered (77.19 %), a month earlier 41
 * and 38 (92.68 %). 36 of them come from phases of 2022 and 2023, which are named but not broken down in print.
 */
export function makeRegistry(book: Book, random: Random, counted: DemoProject[], earlier: DemoProject[]): void {
  EARLIER.forEach(([year, phase], index) => {
    const list = book.list(year, `三个一批 ${phase}`, 'three-batches');
    const from = `${year}-${['01', '04', '07', '10'][index % 4] as string}`;
    const batch = (['signed', 'started', 'production'] as const)[index % 3];
    book.join(
      list,
      earlier.filter((_, place) => place % EARLIER.length === index),
      from,
      null,
      batch,
    );
  });
  const register = (project: DemoProject | undefined, eligible: Day, entered: Day | null): void => {
    if (project) book.registerInStatistics(project, eligible, entered);
  };
  const [late, ...usual] = earlier;
  for (const project of usual) {
    const year = random.whole(2022, 2023);
    register(
      project,
      `${year}-${random.pick(['03', '06', '10'])}-15`,
      `${year}-${random.pick(['11', '12'])}-${random.whole(10, 28)}`,
    );
  }
  register(late, '2024-05-20', '2024-09-12');
  counted.forEach((project, index) => {
    if (index < 5) register(project, '2024-08-15', index < 3 ? '2024-08-26' : `2024-10-${18 + index}`);
    else
      register(
        project,
        `2024-09-${10 + index}`,
        index < 10 ? '2024-09-29' : `2024-${random.pick(['10', '11', '12'])}-2${index % 9}`,
      );
  });
}
