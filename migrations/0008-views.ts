import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The list of issues: views that people save, and what finding among 200 000 rows needs.
 *
 * A Chinese word has two characters, too few for a trigram; so texts are found by their pairs of characters. The pairs
 * are kept in the index alone: a column of them would make every row half as long again.
 */
export class Views1730000000008 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function bigrams(words text) returns text[] language plpgsql immutable strict parallel safe cost 400 as $$
      declare
        found text[] := '{}';
        pair text;
        low text := lower(words);
      begin
        for at in 1 .. length(low) - 1 loop
          pair := substr(low, at, 2);
          if pair !~ '\\s' then found := found || pair; end if;
        end loop;
        return found;
      end $$;
      comment on function bigrams is 'Each pair of neighbouring characters: what contains a text has all of its pairs.';

      create index issue_words on issue using gin (bigrams(number || E'\\n' || title)) with (gin_pending_list_limit = 1024);
      create index project_words on project using gin (bigrams(name));
      create index issue_due on issue (due_on, id);
      create index issue_touched on issue (touched_at desc, id);
      create index issue_extension on issue (id) where extension_to is not null;

      create table saved_view (
        id       uuid constraint saved_view_pk primary key default uuidv7(),
        owner_id uuid constraint saved_view_owner_fk references person,
        page     text not null constraint saved_view_page check (page in ('issues')),
        name     text not null constraint saved_view_name check (char_length(name) between 1 and 30),
        query    jsonb not null constraint saved_view_query check (jsonb_typeof(query) = 'object'),
        columns  text[],
        shared   boolean not null default false,
        sort     int not null default 100,
        version  int not null default 1,
        constraint saved_view_name_unique unique nulls not distinct (owner_id, page, name),
        constraint saved_view_shipped_is_shared check (owner_id is not null or shared)
      );
      create index saved_view_shared on saved_view (page, sort) where shared;
      comment on table saved_view is 'A list as somebody wants to see it again. Without an owner: shipped with the program.';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table saved_view;
      drop index issue_extension, issue_touched, issue_due, project_words, issue_words;
      drop function bigrams(text);
    `);
  }
}
