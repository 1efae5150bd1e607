import type { Day, Month } from '@app/platform';
import type { Book, DemoProject } from './book';
import { BATCHES_2024 as SIZES } from './figures-2024';
import type { Random } from './random';

/** The projects with printed names that 三个一批 of 2024 shares with the city's list. */
export interface SharedWithCity {
  xingbo: DemoProject;
  tianxi: DemoProject;
  liumianding: DemoProject;
  ankeshen: DemoProject;
  /** Started with phase 11, in production with phase 13. */
  producing: DemoProject[];
}
export interface Batches2024 {
  /** The 21 that were counted at the end of September. */
  counted: DemoProject[];
  /** Phase 14, from October. */
  fourteenth: DemoProject[];
  /** Those of them that are on no other list yet. */
  unlisted: DemoProject[];
}

/** Days on which the phases were opened, as printed; that of phase 14 too. */
const OPENED = { eleventh: '2024-01-02', twelfth: '2024-04-03', thirteenth: '2024-07-11', fourteenth: '2024-10-08' };

/** 三个一批 of 2024: at the end of August and of September 100 / 60 / 100. */
export function makeBatches2024(book: Book, random: Random, shared: SharedWithCity): Batches2024 {
  const { xingbo, tianxi, liumianding, ankeshen, producing } = shared;
  const generic = (totals: readonly number[]): DemoProject[] => totals.map((total) => book.addGeneric(total));
  const signed = {
    eleventh: generic(SIZES.eleventh.signed),
    twelfth: generic(SIZES.twelfth.signed),
    thirteenth: generic(SIZES.thirteenth.signed),
  };
  const early = generic(SIZES.eleventh.started);
  const spring = generic(SIZES.twelfth.started);
  const summer = generic(SIZES.thirteenth.started);
  const inProduction = generic(SIZES.thirteenth.production);
  const [careName, careTotal] = SIZES.elderlyCare;
  const care = book.add({
    name: careName,
    total: careTotal,
    unit: 'social',
    industry: '社会事业',
    owner: '',
    named: true,
  });

  const phase = (name: string) => book.list(2024, `三个一批 ${name}`, 'three-batches');
  const eleventh = phase('第十一期');
  book.join(eleventh, signed.eleventh, '2024-01', null, 'signed');
  book.join(eleventh, [xingbo, ...early], '2024-01', null, 'started');
  book.join(eleventh, producing, '2024-01', '2024-06', 'started');
  const twelfth = phase('第十二期');
  book.join(twelfth, signed.twelfth, '2024-04', null, 'signed');
  book.join(twelfth, [tianxi, ...spring], '2024-04', null, 'started');
  const thirteenth = phase('第十三期');
  book.join(thirteenth, signed.thirteenth, '2024-07', null, 'signed');
  book.join(thirteenth, [liumianding, ankeshen, care, ...summer], '2024-07', null, 'started');
  book.join(thirteenth, [...producing, ...inProduction], '2024-07', null, 'production');

  /** Signed when the phase was opened, started within weeks: by the end of August all are. */
  const signs = (projects: DemoProject[], on: Day, started: Month): void =>
    projects.forEach((project) => {
      book.milestone(project, 'signed', on, on);
      book.milestone(project, 'started', `${started}-28`, `${started}-${random.whole(12, 28)}`);
    });
  signs(signed.eleventh, OPENED.eleventh, '2024-03');
  signs(signed.twelfth, OPENED.twelfth, '2024-06');
  signs(signed.thirteenth, OPENED.thirteenth, '2024-08');
  /** Started when the phase was opened; in production since that month, or only planned. */
  const starts = (projects: DemoProject[], on: Day, produces: Month | null): void =>
    projects.forEach((project) => {
      book.milestone(project, 'started', on, on);
      const planned = produces ? `${produces}-28` : `2025-0${random.whole(3, 9)}-30`;
      book.milestone(project, 'production', planned, produces && `${produces}-${random.whole(10, 28)}`);
    });
  starts([xingbo, ...early], OPENED.eleventh, '2024-08');
  starts(spring, OPENED.twelfth, '2024-08');
  starts([liumianding, ankeshen], OPENED.thirteenth, '2024-08');
  starts([tianxi], OPENED.twelfth, null);
  starts([care, ...summer], OPENED.thirteenth, null);
  starts(producing, OPENED.eleventh, '2024-06');
  starts(inProduction, '2023-07-18', '2024-05');
  for (const project of [...producing, ...inProduction]) {
    book.milestone(project, 'capacity', '2024-08-31', `2024-08-${random.whole(10, 30)}`);
  }

  const fourteenth = makeFourteenth(book);
  const counted = [
    ...Object.values(signed).flat(),
    ...[xingbo, ...early, tianxi, ...spring, liumianding, ankeshen, care, ...summer],
    ...[...producing, ...inProduction],
  ];
  const onCity = new Set([xingbo, tianxi, liumianding, ankeshen, ...producing]);
  return { counted, fourteenth, unlisted: [...counted, ...fourteenth].filter((project) => !onCity.has(project)) };
}

function makeFourteenth(book: Book): DemoProject[] {
  const { projects: count, totalInvestment, named } = SIZES.fourteenth;
  const [name, total] = named;
  const robots = book.add({ name, total, unit: 'liwan', industry: '装备制造', owner: '', named: true });
  const projects = [robots, ...book.addGenerics(count - 1, totalInvestment - total)];
  book.join(book.list(2024, '三个一批 第十四期', 'three-batches'), projects, '2024-10', null, 'started');
  for (const project of projects) {
    book.milestone(project, 'started', OPENED.fourteenth, OPENED.fourteenth);
    book.milestone(project, 'production', '2025-12-31', null);
  }
  return projects;
}
