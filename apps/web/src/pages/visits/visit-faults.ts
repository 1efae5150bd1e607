import type { TFunction } from 'i18next';
import type { VisitDraft } from './visit-draft';

/** Field as the API names it (`issues.0.title`) → what is wrong. */
export type Faults = Record<string, string>;

/** Phones run a little ahead; the server allows ten minutes. */
const AHEAD_MS = 10 * 60_000;

/** What must be filled in before it is worth sending: an officer without a network should not learn it hours later. */
export function faultsOf(draft: VisitDraft, t: TFunction): Faults {
  const faults: Faults = {};
  if (draft.note.trim() === '') faults.note = t('visits.log.noteRequired');
  if (Date.parse(draft.visitedAt) > Date.now() + AHEAD_MS) faults.visitedAt = t('visits.log.timeAhead');
  draft.issues.forEach((issue, index) => {
    if (issue.categoryCode === null) faults[`issues.${index}.categoryCode`] = t('visits.log.categoryRequired');
    if (issue.title.trim().length < 2) faults[`issues.${index}.title`] = t('visits.log.issueTitleRequired');
  });
  return faults;
}
