import { type CalendarException, WorkingCalendar } from '@app/platform';
import type { DutyState } from './duty.dto';
import {
  arrange,
  dueDay,
  type PlanDuty,
  type PlanFacts,
  pointsOf,
  propose,
  straightDistance,
  WEIGHTS,
} from './plan.rules';

const holidays = ['2024-10-01', '2024-10-02', '2024-10-03', '2024-10-04', '2024-10-07'];
const calendar = new WorkingCalendar(
  [2024],
  [
    ...holidays.map((day): CalendarException => ({ day, kind: 'holiday', name: '国庆节' })),
    { day: '2024-10-12', kind: 'makeup', name: '国庆节' },
  ],
);
/** A Monday, so that nothing of the week is due yet. */
const TODAY = '2024-10-14';
const NOTHING: PlanFacts = {
  verifyRed: 0,
  verify: 0,
  red: 0,
  gap: null,
  lastVisitOn: TODAY,
  photoPurpose: null,
};
const WEEK: PlanDuty = { starts: '2024-10-14', ends: '2024-10-20', state: 'open' };
const told = (facts: Partial<PlanFacts>, duty: PlanDuty | null = WEEK, today = TODAY): [string, string, number][] =>
  pointsOf({ ...NOTHING, ...facts }, duty, today, calendar).map(({ code, text, weight }) => [code, text, weight]);

describe('each reason alone', () => {
  it.each<[string, Partial<PlanFacts>, [string, string, number][]]>([
    ['nothing', {}, []],
    ['an overdue one to be verified', { verifyRed: 1 }, [['verify-red', '1 个超期问题待现场核验', 50]]],
    ['two of them', { verifyRed: 2 }, [['verify-red', '2 个超期问题待现场核验', 60]]],
    ['very many of them', { verifyRed: 40 }, [['verify-red', '40 个超期问题待现场核验', 80]]],
    ['one to be verified', { verify: 1 }, [['verify', '1 个问题待现场核验', 30]]],
    ['three of them', { verify: 3 }, [['verify', '3 个问题待现场核验', 40]]],
    ['red ones', { red: 2 }, [['red', '2 个红灯问题', 25]]],
    ['behind schedule', { gap: '-12.35' }, [['behind', '进度落后 12.35 个百分点', 12]]],
    ['far behind schedule', { gap: '-66.67' }, [['behind', '进度落后 66.67 个百分点', 30]]],
    ['one point behind', { gap: '-1.00' }, [['behind', '进度落后 1.00 个百分点', 1]]],
    ['hardly behind', { gap: '-0.99' }, []],
    ['ahead of schedule', { gap: '12.35' }, []],
    ['seen a week ago', { lastVisitOn: '2024-10-07' }, []],
    ['seen eight days ago', { lastVisitOn: '2024-10-06' }, [['unseen', '已 8 天未走访', 1]]],
    ['seen 23 days ago', { lastVisitOn: '2024-09-21' }, [['unseen', '已 23 天未走访', 16]]],
    ['seen half a year ago', { lastVisitOn: '2024-04-14' }, [['unseen', '已 183 天未走访', 30]]],
    ['never seen', { lastVisitOn: null }, [['unseen', '还没有走访过', 30]]],
    ['a photo', { photoPurpose: '省级调度' }, [['photo', '走访时须拍照：省级调度', 0]]],
  ])('%s', (_, facts, expected) => {
    expect(told(facts)).toEqual(expected);
  });
});

describe('due', () => {
  const month: PlanDuty = { starts: '2024-10-01', ends: '2024-10-31', state: 'open' };
  // Its working days are Tuesday 8 to Saturday 12.
  const afterHolidays: PlanDuty = { starts: '2024-10-07', ends: '2024-10-13', state: 'open' };
  it.each<[string, PlanDuty | null, string, string | undefined]>([
    ['on Tuesday of a weekly one', WEEK, '2024-10-15', undefined],
    ['from Wednesday on', WEEK, '2024-10-16', '本周五到期'],
    ['on its last working day', WEEK, '2024-10-18', '今天到期'],
    ['on the weekend after it', WEEK, '2024-10-19', '本周日到期'],
    ['on its very last day', WEEK, '2024-10-20', '今天到期'],
    ['when it is over', WEEK, '2024-10-21', undefined],
    ['before it begins', WEEK, '2024-10-12', undefined],
    ['of a week that is worked on Saturday', afterHolidays, '2024-10-10', '本周六到期'],
    ['and not on Wednesday of it', afterHolidays, '2024-10-09', undefined],
    ['in the middle of a monthly one', month, '2024-10-28', undefined],
    ['at the end of a monthly one', month, '2024-10-29', '本周四到期'],
    ['over a weekend', { ...month, ends: '2024-10-21' }, '2024-10-18', '10月21日到期'],
    ['when it was met', { ...WEEK, state: 'met' }, '2024-10-16', undefined],
    ['when it is excused', { ...WEEK, state: 'excused' }, '2024-10-16', undefined],
    ['without a duty', null, '2024-10-16', undefined],
  ])('%s', (_, duty, today, expected) => {
    expect(told({ lastVisitOn: today }, duty, today)).toEqual(expected === undefined ? [] : [['due', expected, 25]]);
  });

  it('is the last working day, or the last of all where none is worked', () => {
    expect(dueDay(WEEK, calendar)).toBe('2024-10-18');
    expect(dueDay(afterHolidays, calendar)).toBe('2024-10-12');
    expect(dueDay({ starts: '2024-10-05', ends: '2024-10-06' }, calendar)).toBe('2024-10-06');
  });
});

it('names the strongest reason first', () => {
  const all = { verifyRed: 1, verify: 1, red: 1, gap: '-12.35', lastVisitOn: '2024-09-21', photoPurpose: '省级调度' };
  expect(told(all, WEEK, '2024-10-16').map(([code]) => code)).toEqual([
    'verify-red',
    'verify',
    'due',
    'red',
    'unseen',
    'behind',
    'photo',
  ]);
});

it('lets a red issue to be verified outweigh any one other reason', () => {
  const { 'verify-red': red, ...others } = WEIGHTS;
  expect(Math.max(...Object.values(others).map(({ most }) => most))).toBeLessThan(red.first);
});

const item = (projectName: string, score: number, state: DutyState = 'open') => ({
  projectId: projectName,
  projectName,
  score,
  state,
});
const names = (items: { projectName: string }[]): string => items.map(({ projectName }) => projectName).join('');

describe('the proposed order', () => {
  it.each([
    ['more reasons first', [item('甲', 10), item('乙', 30), item('丙', 20)], '乙丙甲'],
    ['the same score by name as Chinese is sorted', [item('中', 10), item('安', 10), item('李', 10)], '安李中'],
    ['what was visited last', [item('甲', 90, 'met'), item('乙', 0), item('丙', 5, 'late')], '乙甲丙'],
    ['what is excused at the very end', [item('甲', 90, 'excused'), item('乙', 0, 'met'), item('丙', 0)], '丙乙甲'],
    ['what was missed among what is to be done', [item('甲', 1, 'missed'), item('乙', 2)], '乙甲'],
  ])('%s', (_, items, expected) => {
    expect(names(propose(items))).toBe(expected);
  });
});

describe('an order that was chosen', () => {
  // As proposed: 甲乙丙丁.
  const week = [item('丁', 1), item('丙', 2), item('乙', 3), item('甲', 4)];
  it.each([
    ['none', [], '甲乙丙丁'],
    ['all', ['丁', '乙', '甲', '丙'], '丁乙甲丙'],
    ['one that is gone', ['丁', '戊', '乙', '甲', '丙'], '丁乙甲丙'],
    ['one is new, behind the one it follows', ['丁', '乙', '甲'], '丁乙丙甲'],
    ['a new one that comes first', ['丁', '丙', '乙'], '甲丁丙乙'],
    ['several are new', ['丙'], '甲乙丙丁'],
    ['only what is gone', ['戊'], '甲乙丙丁'],
  ])('%s', (_, chosen, expected) => {
    expect(names(arrange(week, chosen))).toBe(expected);
  });

  it('leaves what was visited or excused meanwhile to the end', () => {
    const items = [item('甲', 4, 'excused'), item('乙', 3, 'met'), item('丙', 2), item('丁', 1)];
    expect(names(arrange(items, ['甲', '乙', '丁', '丙']))).toBe('丁丙乙甲');
  });
});

describe('the way between two places', () => {
  const jiyuan = { latitude: 35.0904, longitude: 112.6016 };
  it.each([
    ['none before', undefined, jiyuan, null],
    ['the same place', jiyuan, jiyuan, 0],
    ['one without a place before', { latitude: null, longitude: null }, jiyuan, null],
    ['one without a place', jiyuan, { latitude: null, longitude: null }, null],
    ['a hundredth of a degree north', jiyuan, { ...jiyuan, latitude: 35.1004 }, 1112],
    ['a hundredth of a degree east', jiyuan, { ...jiyuan, longitude: 112.6116 }, 910],
    ['on the equator and the meridian', { latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 }, 111_195],
  ])('%s', (_, from, to, expected) => {
    expect(straightDistance(from, to)).toBe(expected);
  });
});
