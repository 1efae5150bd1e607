import { ESCALATIONS, type Action, type Ledger } from './queries';

type StepDays = Ledger['stepDays'];

/** A ledger as its form holds it: what is one thing to people is one field. */
export interface LedgerValues extends Record<string, unknown> {
  code?: string;
  name: string;
  /** `WT` of WT-2026-0001. */
  prefix: string;
  digits: number;
  description?: string;
  sort?: number;
  active?: boolean;
  registrars: Ledger['registrars'];
  subject: Ledger['subject'];
  hasSteps?: boolean;
  stepDays: StepDays;
  soonDays: number;
  reportMode: 'none' | 'every' | 'day';
  reportEvery?: number | null;
  reportDay?: number | null;
  extensionMax: number;
  extensionFreeze: number;
  evidence: Ledger['evidence'];
  /** Late by so many days; empty: this order is not sent. */
  lateDays: Partial<Record<(typeof ESCALATIONS)[number], number | null>>;
  /** Null: all. */
  actions: Action[] | null;
}

/** A new ledger starts with the rule of another one, under a name and a number of its own. */
export function freshValues(like: Ledger | undefined): Partial<LedgerValues> {
  if (!like) return { digits: 4, reportMode: 'none', lateDays: {}, actions: null };
  return { ...valuesOf(like), name: '', code: '', prefix: '', description: '', sort: 100 };
}

export function valuesOf(ledger: Ledger): Partial<LedgerValues> {
  const { allActions, actions, escalation, reportEvery, reportDay, ...facts } = ledger;
  return {
    ...facts,
    ...partsOf(ledger.numberPattern),
    reportMode: reportEvery !== null ? 'every' : reportDay !== null ? 'day' : 'none',
    reportEvery,
    reportDay,
    lateDays: Object.fromEntries(escalation.map(({ kind, lateDays }) => [kind, lateDays])),
    actions: allActions ? null : actions,
  };
}

/** `WT-{year}-{4}` as people see it. */
function partsOf(pattern: string): { prefix: string; digits: number } {
  return { prefix: pattern.split('-')[0] ?? '', digits: Number(/\{(\d)\}/.exec(pattern)?.[1] ?? 4) };
}

/** The first number of a year under this pattern. */
export function exampleOf(pattern: string, year: string): string {
  const { prefix, digits } = partsOf(pattern);
  return `${prefix}-${year}-${'1'.padStart(digits, '0')}`;
}

/** What the API takes. */
export function bodyOf(values: LedgerValues) {
  const { reportMode, reportEvery, reportDay, lateDays, description = '' } = values;
  return {
    name: values.name,
    numberPattern: `${values.prefix.trim().toUpperCase()}-{year}-{${values.digits}}`,
    description,
    sort: values.sort,
    active: values.active,
    registrars: values.registrars,
    subject: values.subject,
    hasSteps: values.hasSteps,
    stepDays: values.stepDays,
    soonDays: values.soonDays,
    reportEvery: reportMode === 'every' ? reportEvery : null,
    reportDay: reportMode === 'day' ? reportDay : null,
    extensionMax: values.extensionMax,
    extensionFreeze: values.extensionFreeze,
    evidence: values.evidence,
    escalation: ESCALATIONS.flatMap((kind) => {
      const late = lateDays[kind];
      return late === null || late === undefined ? [] : [{ kind, lateDays: late }];
    }),
    actions: values.actions,
  };
}
