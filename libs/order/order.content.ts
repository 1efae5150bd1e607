import type { Day } from '@app/platform';
import type { Missed, OrderKind } from './order.rules';

/** A paper as it was sent: words only, so that it reads the same whatever is renamed or reworded later. */
export interface OrderContent {
  /** 发文机关. */
  issuer: string;
  /** 发文字号. */
  number: string;
  title: string;
  /** 主送单位. */
  recipient: string;
  paragraphs: string[];
  /** 成文日期. */
  date: Day;
}

/** What a paper speaks of. */
export interface OrderFacts {
  kind: OrderKind;
  number: string;
  issuer: string;
  recipient: string;
  ledgerName: string;
  issueNumber: string;
  issueTitle: string;
  projectName: string | null;
  assignedOn: Day | null;
  missed: Missed;
  deadline: Day;
  lateDays: number;
  replyBy: Day;
  today: Day;
  /** What was sent for the same deadline before, in order. */
  before: { kind: OrderKind; number: string; on: Day }[];
  /** The supervisor's own words. */
  note: string;
}

/** 2024年10月8日, as papers are dated: arabic digits, no zeros in front. */
export const chineseDate = (day: Day): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

const TITLES: Record<OrderKind, (facts: OrderFacts) => string> = {
  notice: () => '问题办理提示单',
  order: () => '问题办理督办单',
  letter: ({ issueNumber, missed }) => `关于限期${missed === 'sign' ? '签收' : '办结'}${issueNumber}号问题的督办函`,
  talk: () => '约谈通知书',
};

/** What each kind concludes, and what it asks for; `you` is how the department is spoken to. */
const DEMANDS: Record<OrderKind, (facts: OrderFacts, you: string) => { now: string; asks: string[] }> = {
  notice: (facts) => ({
    now: '现予以提示。',
    asks: [`请${urgent(facts)}，明确承办人和完成时限，抓紧推进。`, reply(facts), closing(facts)],
  }),
  order: (facts, you) => ({
    now: '现予以督办。',
    asks: [
      `请${you}主要负责同志亲自过问，${urgent(facts)}，逐项落实责任人和完成时限。`,
      `${reply(facts)}${isLate(facts) ? '超期原因应当具体，不得以“正在办理”等笼统表述代替。' : ''}`,
      closing(facts),
    ],
  }),
  letter: (facts, you) => ({
    now: '为保障项目顺利推进，现函请限期办理。',
    asks: [
      `请${you}主要负责同志牵头研究，${urgent(facts)}，制定办理计划并明确完成时限。`,
      `请于${chineseDate(facts.replyBy)}前以书面形式函复我局，并在系统中同步反馈办理情况${isLate(facts) ? '、超期原因和整改措施' : '和办结时限'}。`,
      `逾期仍未${facts.missed === 'sign' ? '签收' : '办结'}又无正当理由的，将按规定启动约谈，并纳入督查考核。`,
    ],
  }),
  talk: (facts, you) => ({
    now: `经研究，决定就上述问题对${you}进行约谈。`,
    asks: [
      `约谈对象：${you}主要负责同志，分管负责同志和承办人一并参加。`,
      `约谈事项：说明问题${isLate(facts) ? '未按期办结的原因' : '办理进展缓慢的原因'}、责任和已采取的措施，提出整改方案和完成时限。`,
      '约谈时间和地点：由我局另行通知。',
      `请于${chineseDate(facts.replyBy)}前将书面说明和参加人员名单报送我局，并在系统中同步反馈；约谈前问题已办结的，请及时申请销号并书面说明。`,
    ],
  }),
};

const urgent = ({ missed }: OrderFacts): string =>
  missed === 'sign' ? '立即登录系统签收，核实情况' : '立即核实办理情况';
const isLate = ({ deadline, today }: OrderFacts): boolean => deadline < today;
const reply = (facts: OrderFacts): string =>
  `请于${chineseDate(facts.replyBy)}前在系统中反馈办理进展${isLate(facts) ? '、超期原因' : ''}和预计办结时间。`;
const closing = ({ missed }: OrderFacts): string =>
  missed === 'sign'
    ? '不属于本单位职责的，请在规定时限内说明理由退回，不得搁置。'
    : '已经办结的，请及时申请销号，并附办理结果。';

const NUMERALS = ['一', '二', '三', '四', '五'];

/** The paper in full. Pure: who calls has looked everything up. */
export function orderContent(facts: OrderFacts): OrderContent {
  const you = facts.kind === 'letter' ? '贵单位' : '你单位';
  const { now, asks } = DEMANDS[facts.kind](facts, you);
  return {
    issuer: facts.issuer,
    number: facts.number,
    title: TITLES[facts.kind](facts),
    recipient: facts.recipient,
    paragraphs: [
      `${matter(facts, you)}${standing(facts)}${history(facts)}${now}`,
      ...(facts.note === '' ? [] : [`督办意见：${facts.note}`]),
      ...(facts.kind === 'talk' ? ['有关事项通知如下：'] : ['有关要求如下：']),
      ...asks.map((text, index) => `${NUMERALS[index] ?? ''}、${text}`),
      ...(facts.kind === 'letter' ? ['特此函达。'] : facts.kind === 'talk' ? ['特此通知。'] : []),
    ],
    date: facts.today,
  };
}

function matter(facts: OrderFacts, you: string): string {
  const { ledgerName, issueNumber, issueTitle, projectName, assignedOn } = facts;
  const project = projectName === null ? '' : `，涉及项目：${projectName}`;
  const given = assignedOn === null ? '' : `于${chineseDate(assignedOn)}交办，`;
  return `${you}主办的“${issueTitle}”（${ledgerName}${issueNumber}号${project}），${given}`;
}

function standing({ missed, deadline, lateDays, today }: OrderFacts): string {
  const [limit, undone] = missed === 'sign' ? ['签收期限', '尚未签收'] : ['办理期限', '尚未办结'];
  const until = `${limit}为${chineseDate(deadline)}`;
  if (deadline >= today) return `${until}，截至${chineseDate(today)}${undone}。`;
  const late = lateDays === 0 ? '已超期' : `已超期${lateDays}个工作日`;
  return `${until}，截至${chineseDate(today)}${late}，${undone}。`;
}

function history({ before, missed }: OrderFacts): string {
  if (before.length === 0) return '';
  const papers = before.map(({ number, on }) => `${chineseDate(on)}（${number}）`).join('、');
  return `我局已于${papers}发文催办，至今仍未${missed === 'sign' ? '签收' : '办结'}。`;
}
