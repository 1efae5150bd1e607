import { batchFamily } from './batch.facts';
import type { SumFamily } from './family';
import { investmentFamily } from './investment.facts';
import { issueFamily } from './issue.facts';
import { reminderFamily } from './reminder.facts';
import { visitFamily } from './visit.facts';

/** Every family whose quantities are added up from parts, and kept. */
export const SUM_FAMILIES: readonly SumFamily[] = [
  investmentFamily,
  batchFamily,
  issueFamily,
  visitFamily,
  reminderFamily,
];
