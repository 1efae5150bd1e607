import type { Tx } from '@app/platform';
import type { Relation } from './reminder.kinds';
import { reachesSql } from './reminder.queries';
import type { MyChannel, MyRule, TuningBody } from './tuning.dto';

export interface TunedRule extends Omit<MyRule, 'channels'> {
  whom: Relation[];
  channels: MyChannel[] | null;
}

/** Rules in use with how the person wants them, in their order. */
export const findTuned = (tx: Tx, personId: string, code: string | null = null): Promise<TunedRule[]> =>
  tx.query(
    `select r.code, r.name, r.whom, r.mandatory, r.mode = 'digest' as "digestAlways", coalesce(t.muted, false) as muted,
            coalesce(t.digest, false) as digest, coalesce(t.without, '{}') as without,
            (select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'reaches', ${reachesSql('$1::uuid')}) order by o.place)
               from unnest(r.channels) with ordinality o (id, place) join channel c on c.id = o.id and c.active) as channels
       from reminder_rule r left join reminder_tuning t on t.rule = r.code and t.person_id = $1
      where r.active and ($2::text is null or r.code = $2) order by r.sort, r.name, r.code`,
    [personId, code],
  );

/** Who wants it again hears of nothing that arose while they did not. */
export const saveTuning = (tx: Tx, personId: string, rule: string, body: TuningBody, now: Date): Promise<unknown> =>
  tx.query(
    `insert into reminder_tuning (person_id, rule, muted, digest, without) values ($1, $2, $3, $4, $5)
     on conflict on constraint reminder_tuning_pk
     do update set muted = excluded.muted, digest = excluded.digest, without = excluded.without,
                   since = case when reminder_tuning.muted and not excluded.muted then $6::timestamptz else reminder_tuning.since end`,
    [personId, rule, body.muted, body.digest, body.without, now],
  );
