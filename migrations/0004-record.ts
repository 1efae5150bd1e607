import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The record that cannot be altered unseen: each event carries a hash over itself and the event before it, seals chain
 * the events of a ledger in the order in which they were committed, and tables of the record refuse TRUNCATE as well.
 *
 * What the hash is made of stands a second time in `libs/ledger/record.chain.ts`, for the verifier must not ask the
 * database's own function, which a superuser could have replaced.
 */
export class Record1730000000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table seal_queue (
        place    bigint generated always as identity constraint seal_queue_pk primary key,
        issue_id uuid not null,
        seq      int  not null
      );
      comment on table seal_queue is 'Events that no seal covers yet; whoever seals takes them away.';

      create table ledger_seal (
        ledger_id uuid not null constraint ledger_seal_ledger_fk references ledger,
        seq       int  not null,
        events    int  not null,
        total     bigint not null,
        issue_ids uuid[] not null,
        seqs      int[]  not null,
        hashes    bytea  not null,
        hash      bytea  not null,
        sealed_at timestamptz not null,
        constraint ledger_seal_pk primary key (ledger_id, seq),
        constraint ledger_seal_members check (events > 0 and cardinality(issue_ids) = events and cardinality(seqs) = events
          and length(hashes) = 32 * events)
      );
      comment on table ledger_seal is
        'A chain per ledger: each hash covers the seal before it and its events with their hashes, in the order of the arrays.';
      comment on column ledger_seal.total is 'Events sealed so far, with these.';

      alter table issue_event add column hash bytea;
      create function event_hash(before text, e issue_event) returns bytea language sql stable as $$
        select sha256(convert_to(jsonb_build_array(before, e.id, e.issue_id, e.seq, e.action, e.from_state, e.to_state,
          e.actor_id, e.unit_id, extract(epoch from e.at), e.note, e.due_on, e.data, e.body_hash)::text, 'UTF8'))
      $$;
      create function chain_event() returns trigger language plpgsql as $$
      declare before text := new.issue_id::text;
      begin
        if new.seq > 1 then
          select encode(hash, 'hex') into before from public.issue_event where issue_id = new.issue_id and seq = new.seq - 1;
          if before is null then
            raise exception 'no event before % of %', new.seq, new.issue_id
              using errcode = 'restrict_violation', constraint = 'issue_event_chained';
          end if;
        end if;
        new.hash := public.event_hash(before, new);
        insert into public.seal_queue (issue_id, seq) values (new.issue_id, new.seq);
        return new;
      end $$;

      alter table issue_event disable trigger issue_event_append_only;
      do $$
      declare e issue_event; before text;
      begin
        for e in select * from issue_event order by issue_id, seq loop
          if e.seq = 1 then before := e.issue_id::text; end if;
          update issue_event set hash = event_hash(before, e) where id = e.id returning encode(hash, 'hex') into before;
        end loop;
      end $$;
      alter table issue_event enable trigger issue_event_append_only;
      alter table issue_event alter column hash set not null;
      insert into seal_queue (issue_id, seq) select issue_id, seq from issue_event order by at, issue_id, seq;

      create trigger issue_event_chain before insert on issue_event for each row execute function chain_event();
      create trigger ledger_seal_append_only before update or delete on ledger_seal
        for each row execute function refuse_change();
      create trigger ledger_seal_keep before truncate on ledger_seal execute function refuse_change();
      create trigger issue_event_keep before truncate on issue_event execute function refuse_change();
      create trigger attachment_keep before truncate on attachment execute function refuse_change();
      create trigger issue_comment_keep before truncate on issue_comment execute function refuse_change();
      create trigger change_record_keep before truncate on change_record execute function refuse_change();
      create trigger rollup_revision_keep before truncate on rollup_revision execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger rollup_revision_keep on rollup_revision;
      drop trigger change_record_keep on change_record;
      drop trigger issue_comment_keep on issue_comment;
      drop trigger attachment_keep on attachment;
      drop trigger issue_event_keep on issue_event;
      drop trigger issue_event_chain on issue_event;
      drop function chain_event();
      drop function event_hash(text, issue_event);
      alter table issue_event drop column hash;
      drop table ledger_seal, seal_queue;
    `);
  }
}
