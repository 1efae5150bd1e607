import { type Day, type Month, Parameters, type Tx, yearOf } from '@app/platform';
import { rowsSql } from '@app/rollup';

/** A project on the map, with what its light is made from. */
export interface PlaceRecord {
  projectId: string;
  name: string;
  longitude: number;
  latitude: number;
  /** Where its last visit with a position was, for the project itself has none. */
  visited: boolean;
  plan: string | null;
  completed: string;
  openIssues: number;
  lateIssues: number;
}

export interface PlacesRecord {
  /** Projects on lists of the month. */
  total: number;
  unplaced: number;
  places: PlaceRecord[];
}

export interface PlacesAsked {
  month: Month;
  /** The published revision whose projects, plans and entries count; 0: as they are. */
  revision: number;
  /** The day of whose issues the lights tell. */
  today: Day;
  most: number;
}

/** `member` (the projects that count) and `sum` (plan and what was completed of one project `s`), as SQL. */
interface Counted {
  member: string;
  sum: string;
}

function countedNow(p: Parameters, month: Month): Counted {
  const at = p.add(month);
  const year = p.add(yearOf(month));
  return {
    member: `select distinct m.project_id from list_member m join project_list l on l.id = m.list_id and l.year = ${year}
        where m.from_month <= ${at} and (m.to_month is null or m.to_month >= ${at})`,
    sum: `select (select a.amount from annual_plan a where a.project_id = s.id and a.year = ${year} and a.from_month <= ${at}
                   order by a.from_month desc limit 1) as plan,
                 (select coalesce(sum(e.completed), 0) from progress_entry e where e.project_id = s.id
                     and e.month between ${p.add(`${yearOf(month)}-01`)} and ${at}) as completed`,
  };
}

function countedThen(p: Parameters, month: Month, revision: number): Counted {
  const kept = rowsSql(p, { month, revision }, 'project');
  return {
    member: `select project_id from (${kept}) r`,
    sum: `select (content::json ->> 'plan')::numeric as plan, (content::json ->> 'completed')::numeric as completed
            from (${kept}) r where r.id = s.id::text`,
  };
}

/**
 * Projects on the lists of the month with where they are: as entered, else where the last visit with a position was.
 * The ones with late issues come first, then the large ones; so many are shown as a map can bear.
 */
export async function findPlaces(tx: Tx, { month, revision, today, most }: PlacesAsked): Promise<PlacesRecord> {
  const p = new Parameters();
  const { member, sum } = revision > 0 ? countedThen(p, month, revision) : countedNow(p, month);
  const [row] = (await tx.query(
    `with member as materialized (
       ${member}
     ), stuck as (
       select project_id, count(*)::int as open, count(*) filter (where due_on < ${p.add(today)}::date
                and state in ('assigned', 'in-progress', 'returned', 'pending-verification'))::int as late
         from issue where project_id is not null and state not in ('closed', 'merged', 'cancelled')
        group by project_id
     ), lying as materialized (
       select p.id, p.name, p.total_investment, coalesce(p.longitude, v.longitude)::float8 as longitude,
              coalesce(p.latitude, v.latitude)::float8 as latitude, p.longitude is null as visited
         from member m join project p on p.id = m.project_id
         left join lateral (
           select v.longitude, v.latitude from visit v
            where p.longitude is null and v.project_id = p.id and v.longitude is not null
            order by v.visited_on desc, v.created_at desc limit 1) v on true
     ), shown as (
       select l.*, coalesce(s.open, 0) as open, coalesce(s.late, 0) as late
         from lying l left join stuck s on s.project_id = l.id where l.longitude is not null
        order by coalesce(s.late, 0) desc, l.total_investment desc, l.id limit ${p.add(most)}
     )
     select (select count(*)::int from lying) as total,
            (select count(*)::int from lying where longitude is null) as unplaced,
            (select coalesce(json_agg(json_build_object('projectId', s.id, 'name', s.name, 'longitude', s.longitude,
                      'latitude', s.latitude, 'visited', s.visited, 'plan', trim_scale(sum.plan)::text,
                      'completed', trim_scale(sum.completed)::text, 'openIssues', s.open,
                      'lateIssues', s.late) order by s.late desc, s.total_investment desc, s.id), '[]')
               from shown s cross join lateral (${sum}) sum
            ) as places`,
    p.values,
  )) as [PlacesRecord];
  return row;
}
