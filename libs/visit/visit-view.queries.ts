import { issueScope } from '@app/ledger';
import type { Principal } from '@app/org';
import { isoInstant, Parameters, type Tx } from '@app/platform';
import { distanceOf, type Place } from '@app/photo';
import type { RecheckView } from './recheck.dto';
import type {
  VisitBefore,
  VisitContent,
  VisitDuty,
  VisitIssue,
  VisitRow,
  VisitVerdict,
  VisitVersion,
  VisitView,
} from './visit.dto';
import { visitScope } from './visit.policy';
import { FROM, ROW } from './visit.queries';

/** What stood there at the visit before, which may have told of progress or not. */
const BEFORE = `(select jsonb_build_object('visitId', b.id, 'visitedOn', b.visited_on, 'note', b.note,
    'physicalProgress', b.physical_progress, 'completed', trim_scale(b.completed)::text)
  from visit b where b.project_id = v.project_id and b.visited_on <= v.visited_on
   and (b.visited_on, b.visited_at, b.id) < (v.visited_on, v.visited_at, v.id)
 order by b.visited_on desc, b.visited_at desc, b.id desc limit 1)`;

/** The duty in whose period the visit lies, `own`; and how many visits of the period came before it: none, one, or more. */
const OWN_DUTY = `left join lateral (
    select d.period, d.starts, (select count(*) from (
             select from visit b where b.project_id = v.project_id and b.visited_on between d.starts and d.ends
                and (b.visited_on, b.visited_at, b.id) < (v.visited_on, v.visited_at, v.id) limit 2) few) as earlier
      from visit_duty d where d.project_id = v.project_id and v.visited_on between d.starts and d.ends limit 1) own on true`;

/**
 * A duty that was missed within the seven days before and that this visit makes up: it is the first one that its own
 * period does not need.
 */
const MADE_UP = `left join lateral (
    select d.period from visit_duty d
     where d.project_id = v.project_id and d.ends < coalesce(own.starts, v.visited_on) and d.ends >= v.visited_on - 7
       and d.excuse is null and coalesce(own.earlier = 1, true)
       and not exists (select from visit b where b.project_id = v.project_id and b.visited_on between d.starts and d.ends)
       and (own.period is not null or not exists (
         select from visit b where b.project_id = v.project_id and b.visited_on > d.ends
            and (b.visited_on, b.visited_at, b.id) < (v.visited_on, v.visited_at, v.id)))
     order by d.ends desc limit 1) late on true`;

interface Row extends Omit<VisitRow, 'visitedAt'> {
  visitedAt: Date;
  createdAt: Date;
  deviceVisitedAt: Date | null;
  place: Place | null;
  officerUnitName: string;
  completed: string | null;
  physicalProgress: string | null;
  progressUnchanged: boolean;
  clockSkew: number;
  version: number;
  photoIds: string[];
  issues: VisitIssue[];
  rechecks: RecheckView[];
  before: VisitBefore | null;
  verifies: VisitVerdict[];
  ownPeriod: string | null;
  latePeriod: string | null;
}

/** A visit as it is kept, before photos, versions and what the reader may do are added. */
export interface WholeVisit {
  view: Omit<VisitView, 'photos' | 'versions' | 'monthClosed' | 'allowedActions'>;
  photoIds: string[];
  createdAt: Date;
}

/** One visit with those of its issues that the person may know of; undefined when they may not know of the visit. */
export async function findVisit(tx: Tx, principal: Principal, id: string): Promise<WholeVisit | undefined> {
  const p = new Parameters();
  const scope = issueScope(principal, p);
  const [row]: Row[] = await tx.query(
    `select ${ROW}, v.created_at as "createdAt", v.device_visited_at as "deviceVisitedAt", ou.name as "officerUnitName",
            case when p.latitude is not null then jsonb_build_object('latitude', p.latitude, 'longitude', p.longitude) end as place,
            trim_scale(v.completed)::text as completed, v.physical_progress as "physicalProgress",
            v.progress_unchanged as "progressUnchanged", v.clock_skew as "clockSkew", v.version, v.photo_ids as "photoIds",
            coalesce((
              select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number, 'title', i.title, 'state', i.state)
                               order by i.year, i.sequence)
                from issue i where i.visit_id = v.id and ${scope}), '[]') as issues,
            coalesce((
              select jsonb_agg(jsonb_build_object('issueId', i.id, 'number', i.number, 'title', i.title,
                       'finding', r.finding, 'note', r.note, 'stateThen', r.state_then, 'stateNow', i.state,
                       'closedThen', r.state_then in ('closed', 'merged', 'cancelled')) order by i.year, i.sequence)
                from visit_recheck r join issue i on i.id = r.issue_id
               where r.visit_id = v.id and ${scope}), '[]') as rechecks,
            coalesce((
              select jsonb_agg(jsonb_build_object('issueId', i.id, 'number', i.number, 'title', i.title,
                       'action', e.action, 'at', e.at) order by e.at)
                from issue_event e join issue i on i.id = e.issue_id
               where e.action in ('verify', 'reject-closure') and (e.data ->> 'visitId')::uuid = v.id and ${scope}),
              '[]') as verifies,
            ${BEFORE} as before, own.period as "ownPeriod", late.period as "latePeriod"
       ${FROM} join unit ou on ou.id = o.unit_id ${OWN_DUTY} ${MADE_UP}
      where v.id = ${p.add(id)} and ${visitScope(principal, p)}`,
    p.values,
  );
  return row && wholeVisit(row);
}

function wholeVisit(row: Row): WholeVisit {
  const { createdAt, deviceVisitedAt, place, photoIds, ownPeriod, latePeriod, verifies, ...rest } = row;
  return {
    photoIds,
    createdAt,
    view: {
      ...rest,
      visitedAt: isoInstant(row.visitedAt),
      receivedAt: isoInstant(createdAt),
      deviceVisitedAt: deviceVisitedAt && isoInstant(deviceVisitedAt),
      distance: distanceOf(row.location, place),
      verifies: verifies.map((verdict) => ({ ...verdict, at: isoInstant(new Date(verdict.at)) })),
      duty: dutyOf(ownPeriod, latePeriod),
    },
  };
}

const dutyOf = (own: string | null, late: string | null): VisitDuty | null =>
  late !== null ? { period: late, state: 'late' } : own !== null ? { period: own, state: 'met' } : null;

/** What a visit said before its corrections, oldest first. */
export async function findVersions(tx: Tx, id: string): Promise<VisitVersion[]> {
  const rows: (Omit<VisitVersion, 'replacedAt'> & { replacedAt: Date; content: VisitContent })[] = await tx.query(
    `select w.version, w.reason, w.replaced_at as "replacedAt", r.name as "replacedByName", w.content
       from visit_version w join person r on r.id = w.replaced_by where w.visit_id = $1 order by w.version`,
    [id],
  );
  return rows.map((row) => ({ ...row, replacedAt: isoInstant(row.replacedAt) }));
}
