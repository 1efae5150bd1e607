import type { Principal } from '@app/org';
import { type Day, Parameters, type Tx } from '@app/platform';
import { issueScope } from './ledger.policy';
import type { Evidence } from './ledger.rule';
import type { State } from './ledger.workflow';
import type { StepDraft } from './steps.dto';

export interface StepRecord {
  id: string;
  place: number;
  title: string;
  ownerUnitId: string;
  ownerUnitName: string;
  ownerId: string | null;
  ownerName: string | null;
  plannedOn: Day;
  doneOn: Day | null;
  doneByName: string | null;
  doneNote: string;
  attachmentIds: string[];
  version: number;
}

/** What the plan of an issue is seen with. */
export interface PlanIssue {
  version: number;
  state: State;
  leadUnitId: string | null;
  supportUnitIds: string[];
  supportDoneIds: string[];
  hasSteps: boolean;
  soonDays: number;
  evidence: Evidence;
}

/** @returns undefined when there is none that the person may know of */
export async function findPlanIssue(tx: Tx, principal: Principal, id: string): Promise<PlanIssue | undefined> {
  const p = new Parameters();
  const where = `i.id = ${p.add(id)} and ${issueScope(principal, p)}`;
  const [row]: PlanIssue[] = await tx.query(
    `select i.version, i.state, i.lead_unit_id as "leadUnitId", i.support_unit_ids as "supportUnitIds",
            i.support_done_ids as "supportDoneIds", l.has_steps as "hasSteps", l.soon_days as "soonDays",
            coalesce(c.evidence, l.evidence) as evidence
       from issue i join ledger l on l.id = i.ledger_id join issue_category c on c.code = i.category_code
       left join project p on p.id = i.project_id
      where ${where}`,
    p.values,
  );
  return row;
}

/** The steps of an issue, in their order. */
export const findSteps = (tx: Tx, issueId: string): Promise<StepRecord[]> =>
  tx.query(
    `select s.id, s.place, s.title, s.owner_unit_id as "ownerUnitId", u.name as "ownerUnitName",
            s.owner_id as "ownerId", o.name as "ownerName", s.planned_on as "plannedOn", s.done_on as "doneOn",
            d.name as "doneByName", s.done_note as "doneNote", s.attachment_ids as "attachmentIds", s.version
       from issue_step s join unit u on u.id = s.owner_unit_id left join person o on o.id = s.owner_id
       left join person d on d.id = s.done_by
      where s.issue_id = $1 order by s.place`,
    [issueId],
  );

/** How many steps are not done; asked after the issue was locked, so it sees what was waited for. */
export async function countOpenSteps(tx: Tx, issueId: string): Promise<number> {
  const [row] = (await tx.query(
    'select count(*)::int as open from issue_step where issue_id = $1 and done_on is null',
    [issueId],
  )) as [{ open: number }];
  return row.open;
}

/** Puts the plan in the place of the one before; the caller holds the issue and has seen that nothing done is lost. */
export async function replaceSteps(tx: Tx, issueId: string, steps: (StepDraft & { place: number })[]): Promise<void> {
  await tx.query(
    `with plan as (
       select coalesce(r.id, uuidv7()) as id, r.place, r.title, r."ownerUnitId" as owner_unit_id, r."ownerId" as owner_id,
              r."plannedOn" as planned_on
         from jsonb_to_recordset($2::jsonb) as r (id uuid, place int, title text, "ownerUnitId" uuid, "ownerId" uuid,
                                                  "plannedOn" date)),
     gone as (delete from issue_step where issue_id = $1 and id not in (select id from plan)),
     changed as (
       update issue_step s set place = p.place, title = p.title, owner_unit_id = p.owner_unit_id, owner_id = p.owner_id,
              planned_on = p.planned_on, version = s.version + 1
         from plan p
        where s.id = p.id and s.issue_id = $1
          and (s.place, s.title, s.owner_unit_id, s.owner_id, s.planned_on)
              is distinct from (p.place, p.title, p.owner_unit_id, p.owner_id, p.planned_on)),
     added as (
       insert into issue_step (id, issue_id, place, title, owner_unit_id, owner_id, planned_on)
       select id, $1, place, title, owner_unit_id, owner_id, planned_on from plan
        where id not in (select id from issue_step where issue_id = $1))
     update issue set step_unit_ids = (select array_agg(distinct owner_unit_id) from plan) where id = $1`,
    [issueId, JSON.stringify(steps)],
  );
}

export interface StepMark {
  doneOn: Day | null;
  doneBy: string | null;
  note: string;
  attachmentIds: string[];
}

export const markStep = (tx: Tx, id: string, mark: StepMark): Promise<unknown> =>
  tx.query(
    `update issue_step set done_on = $2, done_by = $3, done_note = $4, attachment_ids = $5, version = version + 1
      where id = $1`,
    [id, mark.doneOn, mark.doneBy, mark.note, mark.attachmentIds],
  );
