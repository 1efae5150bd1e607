import type { Tx } from '@app/platform';
import { SCHEMES } from './schemes';

/** The examples of scoring schemes, each with its first version: what a district made of one since stays. */
export async function seedSchemes(tx: Tx): Promise<void> {
  for (const { id, name, description, fromMonth, rule } of SCHEMES) {
    await tx.query(
      `with made as (
         insert into scoring_scheme (id, name, description, created_at) values ($5, $1, $2, now())
         on conflict do nothing returning id)
       insert into scoring_scheme_version (scheme_id, number, from_month, content, created_at)
       select id, 1, $3, $4::jsonb, now() from made`,
      [name, description, fromMonth, JSON.stringify(rule), id],
    );
  }
}
