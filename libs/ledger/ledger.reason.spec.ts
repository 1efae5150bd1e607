import { WorkingCalendar } from '@app/platform';
import fc from 'fast-check';
import { lightReason, type ReasonFacts } from './ledger.reason';
import { lightOf, STATES } from './ledger.workflow';

const calendar = new WorkingCalendar([2024], []);
/** A Wednesday. */
const TODAY = '2024-10-16';
const SOON = '2024-10-21';

const issue = (facts: Partial<ReasonFacts>): ReasonFacts => ({
  state: 'in-progress',
  dueOn: '2024-10-30',
  signDueOn: null,
  verifyDueOn: null,
  rulingDueOn: null,
  reviewOn: null,
  leadUnitName: '供电公司',
  ...facts,
});

/** As `rowView` asks for it. */
function reason(facts: Partial<ReasonFacts>, today = TODAY): string {
  const of = issue(facts);
  const light = lightOf(of, today, SOON);
  const unsigned = of.state === 'assigned' && of.signDueOn !== null && of.signDueOn < today;
  const clock = of.dueOn !== null && of.dueOn >= today && unsigned ? of.signDueOn : of.dueOn;
  const left = light === 'none' || clock === null ? null : calendar.workingDaysBetween(today, clock);
  return lightReason(of, light, left, today, calendar);
}

describe('the light in words', () => {
  it.each<[Partial<ReasonFacts>, string]>([
    [{}, '还有 10 个工作日到期，承办：供电公司'],
    [{ dueOn: '2024-10-18' }, '还有 2 个工作日到期，承办：供电公司'],
    [{ dueOn: TODAY }, '今日到期，承办：供电公司'],
    [{ dueOn: '2024-10-11' }, '已超期 3 个工作日，承办：供电公司'],
    [{ state: 'assigned', signDueOn: TODAY }, '还有 10 个工作日到期，主办：供电公司'],
    [{ state: 'assigned', signDueOn: '2024-10-14' }, '超期未签收 2 个工作日，主办：供电公司'],
    [{ state: 'assigned', signDueOn: '2024-10-02', dueOn: '2024-10-11' }, '已超期 3 个工作日，主办：供电公司'],
    [{ state: 'pending-verification', verifyDueOn: '2024-10-17' }, '还有 10 个工作日到期，承办：供电公司，待核验'],
    [
      { state: 'pending-verification', verifyDueOn: '2024-10-15' },
      '还有 10 个工作日到期，承办：供电公司，待核验已超 1 个工作日',
    ],
    [
      { state: 'pending-verification', verifyDueOn: '2024-10-15', dueOn: '2024-10-15' },
      '已超期 1 个工作日，承办：供电公司，待核验已超 1 个工作日',
    ],
    [
      { state: 'returned', rulingDueOn: '2024-10-14' },
      '还有 10 个工作日到期，主办：供电公司，退回待裁定已超 2 个工作日',
    ],
    [{ state: 'registered', dueOn: null, leadUnitName: null }, '待交办，尚未计时'],
    [{ state: 'suspended', reviewOn: '2024-11-01' }, '已挂起，2024-11-01 复核，期间不计时'],
    [{ state: 'closed' }, '已销号'],
    [{ state: 'merged' }, '已并案，随所并入的问题办理'],
    [{ state: 'cancelled' }, '已撤销'],
  ])('%j: %s', (facts, words) => {
    expect(reason(facts)).toBe(words);
  });

  it.each<[Partial<ReasonFacts>, string]>([
    [{ dueOn: '2024-10-18' }, '已超期（2024-10-18 到期），承办：供电公司'],
    [{ state: 'assigned', signDueOn: '2024-10-18' }, '超期未签收（2024-10-18 到期），主办：供电公司'],
    [{ state: 'pending-verification', verifyDueOn: '2024-10-18' }, '还有 8 个工作日到期，承办：供电公司，待核验已超期'],
  ])('on a Sunday, before a working day has passed: %j: %s', (facts, words) => {
    expect(reason(facts, '2024-10-20')).toBe(words);
  });

  const day = fc.integer({ min: 1, max: 31 }).map((number) => `2024-10-${String(number).padStart(2, '0')}`);
  it('says late exactly where the light is red, and never a number of zero or less', () => {
    fc.assert(
      fc.property(
        fc.record({
          state: fc.constantFrom(...STATES),
          dueOn: fc.option(day),
          signDueOn: fc.option(day),
          verifyDueOn: fc.option(day),
          rulingDueOn: fc.option(day),
        }),
        (facts) => {
          const words = reason(facts);
          const [first = ''] = words.split('，');
          expect(/^(已超期|超期未签收)/.test(first)).toBe(lightOf(issue(facts), TODAY, SOON) === 'red');
          expect(words).not.toMatch(/ (0|-\d+) 个工作日/);
        },
      ),
    );
  });
});
