import type { Tx } from '@app/platform';

/**
 * Forgets where photos that came before that moment were taken; how far from the project stays. Some at a time.
 *
 * @returns how many
 */
export async function forgetPhotoPlaces(tx: Tx, before: Date, limit: number): Promise<number> {
  const [, count] = (await tx.query(
    `update visit_photo set latitude = null, longitude = null, accuracy = null where id in (
       select id from visit_photo where latitude is not null and received_at < $1 order by received_at limit $2)`,
    [before, limit],
  )) as [unknown, number];
  return count;
}
