import type { Principal } from '@app/org';
import { addDays, containing, type Day, firstDay, instantAt, lastDay, mondayOf, type Parameters } from '@app/platform';
import type { IssueFilter, Period } from './issue-query.dto';
import { type Horizon, issueScope, type Light } from '@app/ledger';
import { turnScope } from './turn.policy';

const RUNNING = `i.state in ('assigned', 'in-progress', 'returned', 'pending-verification')`;

/** The condition that an issue has this light today. */
export function lightCondition(light: Light, horizon: Horizon, p: Parameters): string {
  if (light === 'none') return `not ${RUNNING}`;
  const today = p.add(horizon.today);
  // Not signed for in time is late in itself, see `lightOf`.
  const unsigned = `i.state = 'assigned' and i.sign_due_on < ${today}::date`;
  if (light === 'red') return `${RUNNING} and (i.due_on < ${today}::date or ${unsigned})`;
  return `${RUNNING} and i.due_on >= ${today}::date and not (${unsigned}) and ${soonCondition(light, horizon, p)}`;
}

/** Ledgers with the same last day that is soon are asked together: most often that is all of them, and one comparison. */
function soonCondition(light: Light, { soonUntil }: Horizon, p: Parameters): string {
  const compare = (day: Day): string => `i.due_on ${light === 'yellow' ? '<=' : '>'} ${p.add(day)}::date`;
  const days = [...new Set(Object.values(soonUntil))].sort();
  if (days.length === 1) return compare(days[0] as Day);
  const ofDay = (day: Day): string => {
    const ledgers = Object.keys(soonUntil).filter((id) => soonUntil[id] === day);
    return `(i.ledger_id = any (${p.add(ledgers)}::uuid[]) and ${compare(day)})`;
  };
  return days.length === 0 ? 'false' : `(${days.map(ofDay).join(' or ')})`;
}

/** First and last day of the period that holds today. */
function daysOf(period: Period, today: Day): [Day, Day] {
  if (period === 'today') return [today, today];
  if (period === 'week') return [mondayOf(today), addDays(mondayOf(today), 6)];
  return [firstDay(today.slice(0, 7)), lastDay(today.slice(0, 7))];
}

/**
 * That a word is part of the number, the title or the project's name. The index knows pairs of characters, so a single
 * one is looked for in every row. What is asked of the index and what is then compared are two conditions: of rows that
 * the index has found, PostgreSQL then compares the texts only.
 */
function wordCondition(word: string, p: Parameters): string {
  const text = p.add(containing(word));
  const namedAlike = `name ilike ${text}`;
  const projects = (condition: string): string =>
    `i.project_id = any (array(select id from project where ${condition}))`;
  const compared = `i.title ilike ${text} or i.number ilike ${text}`;
  if (word.length === 1) return `(${compared} or ${projects(namedAlike)})`;
  const pairs = `bigrams(${p.add(word)})`;
  const named = projects(`bigrams(name) @> ${pairs} and ${namedAlike}`);
  return `(bigrams(i.number || E'\\n' || i.title) @> ${pairs} or ${named}) and (${compared} or ${named})`;
}

/** The rows that a filter leaves of those the person may know of, as one condition on `issue i` and its `project p`. */
export function conditionOf(principal: Principal, filter: IssueFilter, horizon: Horizon, p: Parameters): string {
  const { today } = horizon;
  const all = [issueScope(principal, p)];
  const when = (value: unknown, condition: () => string): void => {
    if (value !== undefined && value !== 'false' && value !== '') all.push(condition());
  };
  const on = (column: string, from?: Day, to?: Day): void => {
    when(from, () => `${column} >= ${p.add(from)}::date`);
    when(to, () => `${column} <= ${p.add(to)}::date`);
  };
  const at = (column: string, from?: Day, to?: Day): void => {
    when(from, () => `${column} >= ${p.add(instantAt(from as Day))}`);
    when(to, () => `${column} < ${p.add(instantAt(addDays(to as Day, 1)))}`);
  };
  when(filter.ledger, () => `i.ledger_id = (select id from ledger where code = ${p.add(filter.ledger)})`);
  when(filter.state, () => `i.state = any (${p.add(filter.state?.split(','))})`);
  when(filter.open, () => `i.state not in ('closed', 'merged', 'cancelled')`);
  when(filter.unitId, () => {
    const unit = p.add(filter.unitId);
    const ways = { lead: `i.lead_unit_id = ${unit}`, support: `i.support_unit_ids @> array[${unit}::uuid]` };
    return filter.unitAs ? ways[filter.unitAs] : `(${ways.lead} or ${ways.support})`;
  });
  when(filter.projectId, () => `i.project_id = ${p.add(filter.projectId)}`);
  when(filter.categoryCode, () => `i.category_code = ${p.add(filter.categoryCode)}`);
  when(filter.severity, () => `i.severity = any (${p.add(filter.severity?.split(','))})`);
  when(filter.light, () => lightCondition(filter.light as Light, horizon, p));
  when(filter.reopened, () => 'i.cycle > 1');
  when(filter.extension, () => 'i.extension_to is not null');
  at('i.registered_at', filter.registeredFrom, filter.registeredTo);
  on('i.due_on', filter.dueFrom, filter.dueTo);
  at('i.closed_at', filter.closedFrom, filter.closedTo);
  at('i.touched_at', undefined, filter.touchedTo);
  if (filter.registeredIn) at('i.registered_at', ...daysOf(filter.registeredIn, today));
  if (filter.dueIn) on('i.due_on', ...daysOf(filter.dueIn, today));
  if (filter.closedIn) at('i.closed_at', ...daysOf(filter.closedIn, today));
  when(filter.registeredByMe, () => `i.registered_by = ${p.add(principal.id)}`);
  when(filter.mine, () => turnScope(principal, p));
  for (const word of wordsOf(filter.q)) all.push(wordCondition(word, p));
  return all.join(' and ');
}

/** Words apart by spaces must all be found; more than five narrow nothing further. */
const wordsOf = (q = ''): string[] => q.split(/\s+/).filter(Boolean).slice(0, 5);
