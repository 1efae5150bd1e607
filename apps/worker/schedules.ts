import type { Schedule } from '@app/platform';
import type { Jobs } from './handlers';

/** All clock times of the system. Working hours and holidays are the sweep's own affair. */
export const SCHEDULES: readonly Schedule<Jobs>[] = [
  { id: 'sweep-each-minute', name: 'sweep', pattern: '* * * * *' },
  { id: 'deliver-each-minute', name: 'deliver', pattern: '* * * * *' },
];
