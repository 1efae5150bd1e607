import { repairAll } from '@app/duty';
import { addDays, addMonths, type Day, firstDay, instantAt, mondayOf, type Tx } from '@app/platform';
import { Random } from './random';

/** Why a supervisor let a duty pass. */
const EXCUSES = [
  '企业停产检修，现场无人，改为电话了解进度。',
  '道路积水封闭，无法到达现场。',
  '项目当周接受省级核查，已随核查组到场。',
  '企业节后尚未复工，与业主核实后免访。',
];
const EXCUSED = 7;

/** Somebody is away; days count from the Monday of this week. */
interface Away {
  person: string;
  standIn: string | null;
  reason: 'leave' | 'hand-over';
  from: number;
  until: number;
  note: string;
}
const AWAY: Away[] = [
  // The account that is printed stands in for a colleague just now.
  { person: 'officer02', standIn: 'officer', reason: 'leave', from: -3, until: 11, note: '年休假，AB角互补。' },
  { person: 'officer03', standIn: 'officer04', reason: 'hand-over', from: -28, until: -15, note: '抽调参加省级核查。' },
  { person: 'officer05', standIn: null, reason: 'leave', from: -21, until: -15, note: '病假一周。' },
];

/** Who goes where: stand-ins, a handover, the rows themselves, and duties that nobody had to do. */
export async function seedDuties(tx: Tx, today: Day): Promise<void> {
  const random = new Random('duties');
  const monday = mondayOf(today);
  const people: { id: string; username: string; name: string }[] = await tx.query(
    `select id, username, name from person where username like 'officer%' or username = 'supervisor'`,
  );
  const idOf = (username: string): string => people.find((person) => person.username === username)?.id ?? '';
  const supervisor = idOf('supervisor');
  await repairAll(tx, today);
  for (const away of AWAY) {
    const [from, until] = [addDays(monday, away.from), addDays(monday, away.until)];
    const at = instantAt(addDays(from, -2), '16:20');
    const person = idOf(away.person);
    const standIn = away.standIn && idOf(away.standIn);
    await tx.query(
      `insert into stand_in (id, person_id, stand_in_id, reason, from_on, until_on, note, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [random.id(at), person, standIn, away.reason, from, until, away.note, supervisor, at],
    );
    // As the worker would have left it when those periods ended.
    await tx.query(
      `update visit_duty set officer_id = coalesce($2, officer_id),
              excuse = case when $2::uuid is null then 'leave' end, excuse_reason = case when $2::uuid is null then $6 end
        where officer_id = $1 and ends < $5 and starts >= $3 and ends <= $4`,
      [person, standIn, from, until, today, `项目专员 ${from} 至 ${until} 请假，无人代访`],
    );
  }
  await handOver(tx, random, today, { from: idOf('officer06'), to: idOf('officer07'), supervisor });
  await repairAll(tx, today);
  await excuse(tx, today, supervisor);
}

/** One project that passes to a colleague with the next month. */
async function handOver(
  tx: Tx,
  random: Random,
  today: Day,
  who: { from: string; to: string; supervisor: string },
): Promise<void> {
  const at = instantAt(addDays(today, -1), '10:10');
  await tx.query(
    `insert into officer_handover (id, project_id, officer_id, from_on, note, created_by, created_at)
     select $1, p.id, $3, $4, '片区调整，资料已移交。', $5, $6 from project p
       join visit_duty d on d.project_id = p.id where p.officer_id = $2
      order by d.ends desc, p.name limit 1`,
    [random.id(at), who.from, who.to, firstDay(addMonths(today.slice(0, 7), 1)), who.supervisor, at],
  );
}

/** Some that were missed lately for a good reason; each with its record. */
async function excuse(tx: Tx, today: Day, supervisor: string): Promise<void> {
  await tx.query(
    `with chosen as (
       select d.project_id, d.period, row_number() over (order by d.ends desc, p.name) as place
         from visit_duty d join project p on p.id = d.project_id
        where d.ends between $1::date - 84 and $1::date - 1 and d.excuse is null and not exists (
          select 1 from visit v where v.project_id = d.project_id and v.visited_on between d.starts and d.ends + 7)
        order by d.ends desc, p.name limit $2
     ), granted as (
       update visit_duty d set excuse = 'granted', excuse_reason = ($3::text[])[1 + c.place % $4::int], excused_by = $5,
              excused_at = least(d.ends + time '17:30', $6::timestamptz)
         from chosen c where c.project_id = d.project_id and c.period = d.period
       returning d.project_id, d.period, d.excuse_reason, d.excused_at)
     insert into change_record (at, actor_id, subject_kind, subject_id, action, before, after, reason)
     select excused_at, $5, 'duty', project_id::text, 'update', jsonb_build_object('period', period, 'excuse', null, 'reason', null),
            jsonb_build_object('period', period, 'excuse', 'granted', 'reason', excuse_reason), excuse_reason
       from granted`,
    [today, EXCUSED, EXCUSES, EXCUSES.length, supervisor, instantAt(addDays(today, -1), '17:30')],
  );
}
