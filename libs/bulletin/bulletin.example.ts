import { bulletinContent, type BulletinContent } from './bulletin.content';
import type { InvestmentFacts } from './bulletin.facts';

const INVESTMENT: InvestmentFacts = {
  name: '示例清单',
  projects: 2,
  totalInvestment: '200000',
  annualPlan: '100000',
  withoutPlan: 0,
  completed: '50000',
  rate: '50.00',
  gap: '0.00',
  planBasis: null,
  completedBasis: null,
  rateChange: null,
  growth: null,
  code: null,
};
const ISSUES = {
  name: '示例单位',
  registered: 1,
  closed: 1,
  open: 1,
  overdue: 0,
  registeredYear: 2,
  settledYear: 1,
  closureRate: '50.00',
};
const BATCH = { projects: 1, totalInvestment: '10000', reached: 1, rate: '100' };

/** A small bulletin on which templates are tried before they are kept. */
export const EXAMPLE: BulletinContent = bulletinContent(
  {
    district: '示例区',
    month: '2024-06',
    asOf: '2024-06-30',
    revision: 1,
    timeSchedule: '50.00',
    total: INVESTMENT,
    lists: [{ ...INVESTMENT, listId: '', milestones: null, threeBatches: false }],
    batches: {
      fulfilled: null,
      signed: BATCH,
      started: BATCH,
      production: BATCH,
      registry: { eligible: 1, entered: 1, rate: '100' },
    },
    livelihood: null,
    pipelines: [],
    indicators: [],
    units: [{ ...INVESTMENT, name: '示例单位', unitId: '', place: 1 }],
    issues: ISSUES,
    issuesByUnit: [ISSUES],
    handling: null,
    reporting: null,
    rates: { started: null, funds: null, completed: null },
    visits: null,
    heldUp: null,
    note: '',
    closing: '示例要求。',
  },
  {
    letterhead: {
      head: '示例机关',
      mark: '示例',
      recipients: '各有关单位',
      issuer: '示例机关',
      copies: '',
      printer: '示例机关',
    },
    sequence: 1,
    date: '2024-07-05',
    asOfDay: '2024年6月30日',
  },
);
