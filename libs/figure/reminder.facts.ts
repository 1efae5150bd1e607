import { addMonths, firstDay, instantAt, type Parameters } from '@app/platform';
import { type FactTime, NO_UNIT_SQL, only, type Subjects, type SumFamily } from './family';

/** How often an issue was urged in the month, and the papers that went out about it, by the unit they went to. */
function facts(p: Parameters, { month }: FactTime, { issues }: Subjects = {}): string {
  const starts = `${p.add(instantAt(firstDay(month)))}::timestamptz`;
  const until = `${p.add(instantAt(firstDay(addMonths(month, 1))))}::timestamptz`;
  return `select e.issue_id, i.lead_unit_id as unit_id, count(*)::int as urged, 0 as escalated
      from issue_event e join issue i on i.id = e.issue_id
     where e.action = 'urge' and e.at >= ${starts} and e.at < ${until} ${only(p, 'e.issue_id', issues)}
     group by e.issue_id, i.lead_unit_id
    union all
    select o.issue_id, o.unit_id, 0, count(*)::int from escalation_order o
     where o.issued_at >= ${starts} and o.issued_at < ${until} ${only(p, 'o.issue_id', issues)}
     group by o.issue_id, o.unit_id`;
}

/** 催办, 督办文书. */
export const reminderFamily: SumFamily = {
  name: 'reminder',
  columns: ['issue_id', 'unit_id', 'urged', 'escalated'],
  quantities: { urged: 't.urged', escalated: 't.escalated' },
  dimensions: ['unit_id'],
  scopes: [
    { kind: 'total', id: `''` },
    { kind: 'unit', id: NO_UNIT_SQL('t.unit_id') },
  ],
  facts,
};
