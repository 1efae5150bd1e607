import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a phone brings: uploads that go on where they broke off, photos, rechecks, corrections of a visit. */
export class Field1730000000013 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table upload (
        owner_id   uuid not null constraint upload_owner_fk references person,
        sha256     text not null constraint upload_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
        size       int not null constraint upload_size check (size > 0),
        received   int not null default 0,
        created_at timestamptz not null,
        touched_at timestamptz not null,
        constraint upload_pk primary key (owner_id, sha256),
        constraint upload_received check (received between 0 and size)
      );
      create index upload_touched on upload (touched_at);
      create table upload_part (
        owner_id uuid not null,
        sha256   text not null,
        start    int not null,
        bytes    bytea not null,
        constraint upload_part_pk primary key (owner_id, sha256, start),
        constraint upload_part_upload_fk foreign key (owner_id, sha256) references upload on delete cascade
      );
      comment on table upload is 'Bytes on their way, named by their hash; gone when the photo is kept, or after some days.';

      create table visit_photo (
        id            uuid constraint visit_photo_pk primary key,
        visit_id      uuid not null,
        project_id    uuid not null constraint visit_photo_project_fk references project,
        owner_id      uuid not null constraint visit_photo_owner_fk references person,
        sha256        text not null constraint visit_photo_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
        type          text not null,
        size          int not null constraint visit_photo_size check (size > 0),
        width         int not null,
        height        int not null,
        source        text not null constraint visit_photo_source check (source in ('camera', 'gallery')),
        taken_at      timestamptz not null,
        clock_skew    int not null default 0,
        received_at   timestamptz not null,
        latitude      numeric(9,6) constraint visit_photo_latitude check (latitude between -90 and 90),
        longitude     numeric(9,6) constraint visit_photo_longitude check (longitude between -180 and 180),
        accuracy      numeric(8,1),
        position_at   timestamptz,
        distance      int,
        doubts        text[] not null default '{}',
        looks         bit(64),
        storage_key   text not null constraint visit_photo_storage_key_unique unique,
        thumbnail_key text not null constraint visit_photo_thumbnail_key_unique unique,
        body_hash     text not null
      );
      comment on column visit_photo.visit_id is 'No foreign key: photos arrive before the visit that names them (visit.photo_ids).';
      comment on column visit_photo.sha256 is 'Of the bytes as they were sent, and as they are kept.';
      comment on column visit_photo.clock_skew is 'Seconds that the phone was ahead of the server; taken_at is as the phone said.';
      comment on column visit_photo.distance is 'Metres from the place of the project: a hint; kept when the position is forgotten.';
      comment on column visit_photo.doubts is 'Why the position may not be true: hints, never a reason to refuse.';
      comment on column visit_photo.looks is 'Perceptual hash; null for a picture that shows next to nothing.';
      create index visit_photo_visit on visit_photo (visit_id);
      create index visit_photo_bytes on visit_photo (sha256, owner_id);
      create index visit_photo_positioned on visit_photo (received_at) where latitude is not null;
      -- Pictures whose hashes differ in few bits share one of four quarters: found by index, then compared whole.
      create index visit_photo_look_1 on visit_photo ((substring(looks from 1 for 16))) where looks is not null;
      create index visit_photo_look_2 on visit_photo ((substring(looks from 17 for 16))) where looks is not null;
      create index visit_photo_look_3 on visit_photo ((substring(looks from 33 for 16))) where looks is not null;
      create index visit_photo_look_4 on visit_photo ((substring(looks from 49 for 16))) where looks is not null;

      -- Kept as it came; only the position may be forgotten, when its time is over.
      create function keep_photo() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.latitude is null and new.longitude is null and new.accuracy is null
           and to_jsonb(new) - '{latitude,longitude,accuracy}'::text[] = to_jsonb(old) - '{latitude,longitude,accuracy}'::text[]
        then return new; end if;
        raise exception 'append only: %', tg_table_name using errcode = 'restrict_violation', constraint = 'append_only';
      end $$;
      create trigger visit_photo_kept before update or delete on visit_photo for each row execute function keep_photo();
      create trigger visit_photo_keep before truncate on visit_photo execute function refuse_change();

      create table photo_work (
        photo_id    uuid constraint photo_work_pk primary key constraint photo_work_photo_fk references visit_photo,
        stamped_key text constraint photo_work_stamped_key_unique unique,
        attempts    int not null default 0,
        done_at     timestamptz,
        fault       text
      );
      comment on table photo_work is 'What the worker makes of a photo of a visit: due from the moment the visit is logged until done_at.';
      create index photo_work_due on photo_work (photo_id) where done_at is null;
      create table photo_match (
        photo_id   uuid not null constraint photo_match_photo_fk references visit_photo,
        earlier_id uuid not null constraint photo_match_earlier_fk references visit_photo,
        distance   int not null constraint photo_match_distance check (distance between 0 and 64),
        found_at   timestamptz not null,
        constraint photo_match_pk primary key (photo_id, earlier_id)
      );
      comment on table photo_match is 'The same picture was there before, for another week or project.';
      create index photo_match_found on photo_match (found_at);
      create index photo_match_earlier on photo_match (earlier_id);

      alter table visit
        add column completed numeric(16,4),
        add column physical_progress text,
        add column progress_unchanged boolean not null default false,
        add column photo_ids uuid[] not null default '{}' constraint visit_photos check (cardinality(photo_ids) <= 20),
        add column device_visited_at timestamptz,
        add column clock_skew int not null default 0,
        add column version int not null default 1;
      comment on column visit.completed is 'Investment completed in the month so far, in 万元, as it was told on site.';
      comment on column visit.device_visited_at is 'As the phone said, where its clock was wrong and visited_at was put right.';
      create index visit_created on visit (created_at);
      create index visit_positioned on visit (created_at) where latitude is not null;
      create index visit_told on visit (project_id, visited_on)
        where completed is not null or physical_progress is not null or progress_unchanged;
      create index issue_event_visit on issue_event (((data ->> 'visitId')::uuid)) where action in ('verify', 'reject-closure');

      create table visit_recheck (
        visit_id   uuid not null constraint visit_recheck_visit_fk references visit,
        issue_id   uuid not null constraint visit_recheck_issue_fk references issue,
        finding    text not null constraint visit_recheck_finding check (finding in ('still', 'progress', 'solved')),
        note       text not null default '',
        state_then text not null,
        constraint visit_recheck_pk primary key (visit_id, issue_id)
      );
      comment on column visit_recheck.state_then is 'State of the issue when the visit arrived: one that was closed meanwhile stays closed.';
      create index visit_recheck_issue on visit_recheck (issue_id);
      create index visit_recheck_still_there on visit_recheck (visit_id)
        where finding = 'still' and state_then in ('closed', 'cancelled');
      create trigger visit_recheck_append_only before update or delete on visit_recheck
        for each row execute function refuse_change();
      create trigger visit_recheck_keep before truncate on visit_recheck execute function refuse_change();

      create table visit_version (
        visit_id    uuid not null constraint visit_version_visit_fk references visit,
        version     int not null constraint visit_version_positive check (version > 0),
        content     jsonb not null,
        replaced_by uuid not null constraint visit_version_by_fk references person,
        replaced_at timestamptz not null,
        reason      text not null constraint visit_version_reason check (reason <> ''),
        correction_id uuid not null constraint visit_version_correction_unique unique,
        body_hash   text not null,
        constraint visit_version_pk primary key (visit_id, version)
      );
      comment on table visit_version is 'What a visit said before a correction: every version stays.';
      create trigger visit_version_append_only before update or delete on visit_version
        for each row execute function refuse_change();
      create trigger visit_version_keep before truncate on visit_version execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table visit_version, visit_recheck, photo_match, photo_work, visit_photo, upload_part, upload;
      drop function keep_photo();
      drop index issue_event_visit, visit_told, visit_positioned, visit_created;
      alter table visit drop column completed, drop column physical_progress, drop column progress_unchanged,
        drop column photo_ids, drop column device_visited_at, drop column clock_skew, drop column version;
    `);
  }
}
