import { addDays, addMonths, type Day, type Month, yearOf } from '@app/platform';
import type { Basis } from '@app/project';
import { type Book, type DemoProject, months, paces, totalOf } from './book';
import { Random } from './random';
import type { District2024 } from './year-2024';

const QUARTERS = ['01', '04', '07', '10'];
const DIGITS = [...'〇一二三四五六七八九'];

/** 21 → 二十一; phases of 三个一批 are counted so, four a year since the summer of 2021. */
export function inChinese(count: number): string {
  const [tens, ones] = [Math.floor(count / 10), count % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `${ten}${ones === 0 ? '' : DIGITS[ones]}`;
}

/** The number of the phase that the first quarter of a year opens: the eleventh in January 2024. */
const firstPhase = (year: number): number => 11 + (year - 2024) * 4;

/**
 * The lists of a year after 2024 up to today: all of it made up, and only with generic names, so that nothing is said
 * about a real project that nobody said.
 */
export function makeLaterYear(book: Book, before: District2024, year: number, today: Day): void {
  const random = new Random(`year-${year}`);
  const january = `${year}-01`;
  const since = `${year}-01-02`;
  const lastMonth = addMonths(today.slice(0, 7), -1);
  const past = months(january, lastMonth < `${year}-12` ? lastMonth : `${year}-12`);

  const old = random.shuffled(before.generic.filter((project) => !book.hasMilestone(project)));
  const provincial = book.addGenerics(3, 286_000, since);
  const fresh = book.addGenerics(8, 412_000, since);
  const city = [...provincial, ...before.city.filter(({ named }) => !named).slice(0, 9), ...fresh];
  const thirty = book.addGenerics(8, 183_000, since);
  book.join(book.list(year, '省重点', 'provincial-key'), provincial, january);
  book.join(book.list(year, '市重点', 'city-key'), city, january);
  book.join(book.list(year, '三十工程', 'thirty-projects'), thirty, january);
  const district = [...old.slice(0, 96), ...thirty];
  const list = book.list(year, '区重点', 'district-key');
  book.join(list, district, january);
  const batches = QUARTERS.flatMap((quarter, index) =>
    `${year}-${quarter}-08` < today
      ? makePhase(book, random, year, index, old.slice(96 + index * 3, 99 + index * 3))
      : [],
  );
  book.join(list, batches, january);

  // Besides the kinds that are printed, one that is looked at more closely and one that is hardly visited any more.
  const technical = book.list(year, '重点技改项目', 'other', 'fortnight');
  technical.photo_required = true;
  technical.photo_purpose = '留存设备到货和安装的现场照片，作为技改补助核查的依据';
  book.join(technical, district.slice(0, 8), january);
  const finished = old.slice(108, 114);
  book.join(book.list(year, '投产跟踪项目', 'other', 'quarter'), finished, january);

  invest(book, random, city, { january, past, basis: 'without-preliminary' });
  invest(book, random, [...district, ...batches], { january, past, basis: 'with-preliminary' });
  invest(book, random, finished, { january, past, basis: 'without-preliminary' });
  for (const project of [...provincial, ...fresh, ...thirty]) {
    book.milestone(project, 'started', `${year}-03-31`, `${year}-0${random.whole(2, 4)}-${random.whole(10, 28)}`);
    book.milestone(project, 'completed', `${year + 1}-0${random.whole(3, 9)}-30`, null);
  }
}

/** A phase of 三个一批: two signed, two started, and one that goes into production. */
function makePhase(book: Book, random: Random, year: number, quarter: number, known: DemoProject[]): DemoProject[] {
  const month: Month = `${year}-${QUARTERS[quarter] as string}`;
  const opened: Day = `${month}-08`;
  const list = book.list(year, `三个一批 第${inChinese(firstPhase(year) + quarter)}期`, 'three-batches');
  const fresh = book.addGenerics(4, 100 * random.whole(900, 1600), `${year}-01-02`);
  const [signed, started] = [fresh.slice(0, 2), fresh.slice(2)];
  const production = known.slice(0, 1);
  book.join(list, signed, month, null, 'signed');
  book.join(list, started, month, null, 'started');
  book.join(list, production, month, null, 'production');
  const later = (days: number): Day => addDays(opened, days + random.whole(0, 20));
  for (const project of signed) {
    book.milestone(project, 'signed', opened, opened);
    book.milestone(project, 'started', later(50), later(45));
  }
  started.forEach((project, index) => {
    book.milestone(project, 'started', opened, opened);
    book.milestone(project, 'production', later(180), index === 0 ? later(150) : null);
    book.registerInStatistics(project, later(20), later(60));
  });
  for (const project of production) {
    book.milestone(project, 'production', opened, addDays(opened, -20));
    book.milestone(project, 'capacity', later(90), later(80));
  }
  return [...fresh, ...production];
}

/** A plan of about a quarter of the total, and entries that run somewhat ahead of the calendar or behind it. */
function invest(
  book: Book,
  random: Random,
  projects: DemoProject[],
  { january, past, basis }: { january: Month; past: Month[]; basis: Basis },
): void {
  const total = Math.round(totalOf(projects) / 450) * 100;
  const plans = book.plan(projects, january, total, basis);
  const lead = 0.92 + random.next() * 0.2;
  const done = Math.round((total * past.length * lead) / 120) * 10;
  const stretch = { months: past, total: done };
  if (past.length > 0) book.complete(projects, paces(random, plans), [stretch], 'without-preliminary');
}

/** The years after 2024 that the last weeks before today reach into. */
export const laterYears = (today: Day): number[] =>
  [...new Set([yearOf(addDays(today, -70)), yearOf(today)])].filter((year) => year > 2024);
