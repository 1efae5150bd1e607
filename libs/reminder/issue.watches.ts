import { ORDER_LABELS } from '@app/order';
import { LEADER } from '@app/ledger';
import type { Watch } from './watch';
import { ADMINISTRATORS, SUPERVISORS } from './people.queries';
import type { Relation } from './reminder.kinds';

const FROM = `from issue i join ledger g on g.id = i.ledger_id left join project p on p.id = i.project_id
  left join unit u on u.id = i.lead_unit_id`;
const EVENT = `${FROM} join issue_event e on e.issue_id = i.id`;
const OPEN = `i.state not in ('closed', 'merged', 'cancelled')`;
const AT_DEPARTMENT = `i.state in ('assigned', 'in-progress')`;

/** The handler, or without one in office all handlers of the lead department. */
const handlersOf = (handler: string, unit: string): string =>
  `select h.id from person h where h.id = ${handler} and h.active
   union select m.id from person m where m.unit_id = ${unit} and m.active and 'handler' = any (m.roles)
     and not exists (select from person h where h.id = ${handler} and h.active)`;
const headsOf = (unit: string): string =>
  `select m.id from person m where m.unit_id = ${unit} and m.active and 'head' = any (m.roles)`;
/** The leader in charge of the project, or without one all leaders. */
const LEADERS = `select b.id from person b where b.active and 'leader' = any (b.roles) and (${LEADER} is null or b.id = p.leader_id)`;
/** Who rules on a return or an extension: the supervisors, on a second return the leader. */
const RULERS = `select s.id from (${SUPERVISORS}) s where i.state <> 'returned' or i.returns < 2
  union select b.id from (${LEADERS}) b where i.state = 'returned' and i.returns >= 2`;

const PEOPLE = {
  handler: handlersOf('i.handler_id', 'i.lead_unit_id'),
  head: headsOf('i.lead_unit_id'),
  supervisor: SUPERVISORS,
  leader: LEADERS,
  officer: 'select o.id from person o where o.id = p.officer_id and o.active',
  registrar: 'select r.id from person r where r.id = i.registered_by and r.active',
  administrator: ADMINISTRATORS,
} satisfies Partial<Record<Relation, string>>;

const WORDS = {
  编号: 'i.number',
  标题: 'i.title',
  台账: 'g.name',
  项目: `coalesce(p.name, '')`,
  主办单位: `coalesce(u.name, '')`,
};

/** When a step that sets the day was last done. */
const knownBy = (...actions: string[]): string =>
  `(select max(k.at) from issue_event k where k.issue_id = i.id and k.action in (${actions.map((a) => `'${a}'`).join(', ')}))`;
const DEADLINE_SET = knownBy('assign', 'transfer', 'insist', 'grant-extension', 'resume', 'reopen', 'recalculate');

const ISSUE = {
  subjectKind: 'issue',
  from: FROM,
  subject: 'i.id',
  words: WORDS,
  people: PEOPLE,
  ledger: 'i.ledger_id',
} as const satisfies Partial<Watch>;
const OF_EVENT = {
  ...ISSUE,
  from: EVENT,
  on: 'e.at',
  moment: true,
  occurrence: 'e.id::text',
} as const satisfies Partial<Watch>;

/** 催办 and 批示 that wait for an answer; the occurrence says which. */
const ANSWERS = `${FROM} cross join lateral (values ('urge', i.urge_due_on, '催办'), ('instruction', i.instruction_due_on, '批示')) a (what, due, name)`;
const ORDER_NAMES = `case o.kind ${Object.entries(ORDER_LABELS)
  .map(([kind, { zh }]) => `when '${kind}' then '${zh}'`)
  .join(' ')} end`;

/** What can be due of an issue. */
export const ISSUE_WATCHES: readonly Watch[] = [
  {
    ...ISSUE,
    code: 'sign-due',
    label: { zh: '签收期限', en: 'Day to sign for' },
    where: `i.state = 'assigned'`,
    on: 'i.sign_due_on',
    known: knownBy('assign', 'transfer', 'insist', 'recalculate'),
    occurrence: 'i.sign_due_on::text',
  },
  {
    ...ISSUE,
    code: 'report-due',
    label: { zh: '反馈期限', en: 'Report due' },
    where: `i.state = 'in-progress'`,
    on: 'i.report_due_on',
    known: knownBy('sign', 'report', 'resume', 'reject-closure', 'recalculate'),
    occurrence: 'i.report_due_on::text',
  },
  {
    ...ISSUE,
    code: 'issue-due',
    label: { zh: '办理期限临近', en: 'Deadline ahead' },
    // Once it is over, another rule speaks of it.
    where: (p, { today }) => `${AT_DEPARTMENT} and i.due_on >= ${p.add(today)}::date`,
    on: 'i.due_on',
    known: DEADLINE_SET,
    occurrence: 'i.due_on::text',
  },
  {
    ...ISSUE,
    code: 'issue-overdue',
    label: { zh: '办理期限超期', en: 'Deadline passed' },
    where: `i.state in ('assigned', 'in-progress', 'returned', 'pending-verification')`,
    on: 'i.due_on',
    known: DEADLINE_SET,
    occurrence: 'i.due_on::text',
    // Where it is the bureau's turn, the department is not told that it is late.
    people: {
      ...PEOPLE,
      handler: `select d.id from (${PEOPLE.handler}) d where ${AT_DEPARTMENT}`,
      head: `select d.id from (${PEOPLE.head}) d where ${AT_DEPARTMENT}`,
    },
  },
  {
    ...ISSUE,
    code: 'ruling-due',
    label: { zh: '退回、延期待裁定', en: 'Ruling due' },
    where: `(i.state = 'returned' or i.extension_to is not null)`,
    on: 'i.ruling_due_on',
    known: knownBy('return', 'request-extension', 'consent-extension', 'recalculate'),
    occurrence: `i.state || ' ' || i.ruling_due_on`,
    words: {
      ...WORDS,
      事项: `case when i.state = 'returned' then '退回待裁定' else '延期待审批' end`,
      要求: `case when i.state = 'returned' then '裁定：改派，或坚持交办' else '同意或不同意延期，并说明理由' end`,
    },
    people: { ...PEOPLE, ruler: RULERS },
  },
  {
    ...ISSUE,
    code: 'verify-due',
    label: { zh: '核验期限', en: 'Verification due' },
    where: `i.state = 'pending-verification'`,
    on: 'i.verify_due_on',
    known: knownBy('apply-closure', 'recalculate'),
    occurrence: 'i.verify_due_on::text',
  },
  {
    ...ISSUE,
    code: 'review-due',
    label: { zh: '挂起的复核日', en: 'Review day of a suspension' },
    where: (p, { today }) => `i.state = 'suspended' and i.review_on >= ${p.add(today)}::date`,
    on: 'i.review_on',
    known: knownBy('suspend'),
    occurrence: 'i.review_on::text',
  },
  {
    ...ISSUE,
    code: 'step-due',
    label: { zh: '任务节点期限', en: 'Step of a task due' },
    from: `${FROM} join issue_step t on t.issue_id = i.id`,
    where: `${OPEN} and t.done_on is null`,
    on: 't.planned_on',
    known: knownBy('step', 'register'),
    occurrence: `t.id || ' ' || t.planned_on`,
    words: { ...WORDS, 节点: 't.title' },
    people: { ...PEOPLE, handler: handlersOf('t.owner_id', 't.owner_unit_id'), head: headsOf('t.owner_unit_id') },
  },
  {
    ...ISSUE,
    code: 'answer-due',
    label: { zh: '催办、批示的答复期限', en: 'Answer due' },
    from: ANSWERS,
    where: OPEN,
    on: 'a.due',
    known: knownBy('urge', 'instruct', 'recalculate'),
    occurrence: `a.what || ' ' || a.due`,
    words: {
      ...WORDS,
      事项: 'a.name',
      要求: `'请于' || to_char(a.due, 'FMMM月FMDD日') || '前答复' || case a.what when 'urge' then '催办，说明进展和下一步打算' else '领导批示' end`,
    },
  },
  {
    ...OF_EVENT,
    code: 'issue-urged',
    label: { zh: '催办和批示', en: 'Urged or instructed' },
    from: `${EVENT} join person by on by.id = e.actor_id`,
    where: `e.action in ('urge', 'instruct') and i.state in ('assigned', 'in-progress', 'suspended')`,
    words: {
      ...WORDS,
      事项: `case e.action when 'urge' then '催办' else '批示' end`,
      人员: 'by.name',
      内容: 'e.note',
    },
  },
  {
    ...OF_EVENT,
    code: 'issue-mentioned',
    label: { zh: '留言中提到', en: 'Mentioned' },
    from: `${FROM} join issue_comment c on c.issue_id = i.id and c.mention_ids <> '{}' join person by on by.id = c.author_id`,
    where: 'true',
    on: 'c.at',
    occurrence: 'c.id::text',
    words: { ...WORDS, 人员: 'by.name', 内容: 'c.text' },
    people: {
      mentioned: `select m.id from unnest(c.mention_ids) n (id) join person m on m.id = n.id and m.active where m.id <> c.author_id`,
    },
  },
  {
    ...ISSUE,
    code: 'issue-order',
    label: { zh: '督办文书', en: 'Supervision order' },
    from: `${FROM} join escalation_order o on o.issue_id = i.id
      left join person oh on oh.id = i.handler_id and oh.active and oh.unit_id = o.unit_id`,
    where: 'true',
    on: 'o.issued_at',
    moment: true,
    occurrence: 'o.id::text',
    words: {
      ...WORDS,
      文书: ORDER_NAMES,
      文号: 'o.number',
      主送: `o.content::jsonb ->> 'recipient'`,
      期限: `to_char(o.reply_by, 'FMMM月FMDD日')`,
      超期: `case when o.late_days > 0 then o.late_days::text else '' end`,
    },
    people: {
      ...PEOPLE,
      handler: `select m.id from person m where m.unit_id = o.unit_id and m.active
        and (m.id = oh.id or (oh.id is null and 'handler' = any (m.roles)))`,
      head: headsOf('o.unit_id'),
      // Of the milder papers the supervisors need no word.
      supervisor: `select s.id from (${SUPERVISORS}) s where o.kind in ('letter', 'talk')`,
    },
  },
  {
    ...ISSUE,
    code: 'issue-rated',
    label: { zh: '企业不满意', en: 'Enterprise not satisfied' },
    from: `${FROM} join rating r on r.issue_id = i.id and r.cycle = i.cycle`,
    where: 'i.rating_due_on is not null',
    on: 'r.rated_at',
    moment: true,
    occurrence: 'r.id::text',
    words: { ...WORDS, 内容: 'r.words', 期限: `to_char(i.rating_due_on, 'FMMM月FMDD日')` },
  },
  {
    ...OF_EVENT,
    code: 'issue-risk',
    label: { zh: '反馈中的风险', en: 'Risk reported' },
    where: `e.action = 'report' and e.data ? 'risk' and ${OPEN}`,
    words: { ...WORDS, 内容: `e.data ->> 'risk'` },
  },
  {
    ...OF_EVENT,
    code: 'issue-resumed',
    label: { zh: '恢复计时', en: 'Clock resumed' },
    where: `e.action = 'resume' and e.actor_id is null and i.state = 'in-progress'`,
    words: { ...WORDS, 期限: `to_char(i.due_on, 'FMMM月FMDD日')` },
  },
];
