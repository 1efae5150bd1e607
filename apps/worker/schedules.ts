import type { Schedule } from '@app/platform';
import type { Jobs } from './handlers';

/** All clock times of the system. Working hours and holidays are the sweep's own affair. */
export const SCHEDULES: readonly Schedule<Jobs>[] = [
  { id: 'resume-each-minute', name: 'resume', pattern: '* * * * *' },
  { id: 'escalate-each-minute', name: 'escalate', pattern: '* * * * *' },
  { id: 'sweep-each-minute', name: 'sweep', pattern: '* * * * *' },
  { id: 'deliver-each-minute', name: 'deliver', pattern: '* * * * *' },
  { id: 'seal-each-minute', name: 'seal', pattern: '* * * * *' },
  { id: 'anchor-each-day', name: 'anchor', pattern: '10 0 * * *' },
  { id: 'recount-each-minute', name: 'recount', pattern: '* * * * *' },
  // Soon after midnight first of all: a new day, a new period, somebody back from leave.
  { id: 'hand-over-each-hour', name: 'hand-over', pattern: '1 * * * *' },
  { id: 'duties-each-hour', name: 'duties', pattern: '2 * * * *' },
  { id: 'photos-each-minute', name: 'photos', pattern: '* * * * *' },
  { id: 'bulletins-each-minute', name: 'bulletins', pattern: '* * * * *' },
  // Whoever reads adds up what is left; this only spares them the work.
  { id: 'figures-each-second', name: 'figures', every: 1_000 },
  { id: 'recompute-figures-each-night', name: 'recompute-figures', pattern: '20 0 * * *' },
  { id: 'compare-figures-each-night', name: 'compare-figures', pattern: '50 0 * * *' },
  { id: 'tidy-each-night', name: 'tidy', pattern: '40 2 * * *' },
];
