import type {
  BatchesFacts,
  BatchFacts,
  BulletinFacts,
  FactBasis,
  HeldUpFacts,
  IndicatorFacts,
  InvestmentFacts,
  IssueFacts,
  MilestoneFacts,
  PipelineFacts,
  RankedUnit,
  StageFacts,
} from './bulletin.facts';
import {
  amountWords,
  asOfWords,
  changeWords,
  gapWords,
  growthWords,
  joined,
  listWords,
  monthWords,
  sinceJanuaryWords,
} from './bulletin.words';

/** When a sentence is spoken. */
export type Moment = Pick<BulletinFacts, 'month' | 'asOf' | 'timeSchedule'>;

const until = ({ month, asOf }: Moment): string => asOfWords(month, asOf);

/** Only where the two bases differ does the print say which is which. */
function basisWords(basis: FactBasis | null, other: FactBasis | null): string {
  if (basis === null || basis === other || other === 'mixed') return '';
  return { 'with-preliminary': '（含前期）', 'without-preliminary': '（不含前期）', mixed: '' }[basis];
}

function completedWords({ annualPlan, completed, rate: share, planBasis, completedBasis }: InvestmentFacts): string[] {
  const done = `已完成${amountWords(completed)}${basisWords(completedBasis, planBasis)}`;
  if (share === null) return [done];
  const plan = `年度计划投资${amountWords(annualPlan)}${basisWords(planBasis, completedBasis)}`;
  return [plan, done, `占年度投资计划的${share}%`];
}

/** How it stands against the time schedule, the month before and the year before; nothing where there is no base. */
function paceSentence(facts: InvestmentFacts, moment: Moment): string {
  const { rate: share, gap, rateChange, growth, withoutPlan, planBasis, completedBasis } = facts;
  const pace = share !== null && gap !== null ? `投资完成率${gapWords(gap, moment.timeSchedule)}` : null;
  const parts = joined([
    pace,
    share !== null && rateChange !== null && changeWords(rateChange),
    growth !== null && `完成投资${growthWords(growth)}`,
  ]);
  const mixed = share !== null && (planBasis === 'mixed' || completedBasis === 'mixed');
  const missing = withoutPlan > 0 ? `其中${withoutPlan}个项目没有年度计划。` : '';
  const basis = mixed ? '各项目口径不一，部分含前期、部分不含前期。' : '';
  return `${parts === '' ? '' : `${parts}。`}${missing}${basis}`;
}

/** 截至10月底，省重点项目3个，总投资32亿元，年度计划投资10.05亿元，已完成13.37亿元，占年度投资计划的133.03%。 */
export function listSentence(list: InvestmentFacts, moment: Moment): string {
  const words = [
    until(moment),
    `${listWords(list.name)}${list.projects}个`,
    `总投资${amountWords(list.totalInvestment)}`,
    ...completedWords(list),
  ];
  return `${words.join('，')}。${paceSentence(list, moment)}`;
}

export function totalSentence(total: InvestmentFacts, district: string, moment: Moment): string {
  const words = [
    until(moment),
    `${district}列入清单的项目共${total.projects}个（列入多个清单的只计一次）`,
    `总投资${amountWords(total.totalInvestment)}`,
    ...completedWords(total),
  ];
  return `${words.join('，')}。${paceSentence(total, moment)}`;
}

/** A sentence on which lists are behind; empty when none is. */
export function behindSentence(lists: readonly InvestmentFacts[], { timeSchedule }: Moment): string {
  const behind = lists.filter(({ gap }) => gap?.startsWith('-'));
  if (behind.length === 0) return '';
  const names = behind.map(({ name, rate: share }) => `${listWords(name)}（${share}%）`).join('、');
  return `投资完成率低于时间进度（${timeSchedule}%）的有${names}。`;
}

const STEPS = {
  signed: ['签约一批', '已开工', '开工率'],
  started: ['开工一批', '已投产', '投产率'],
  production: ['投产一批', '已达效', '达效率'],
} as const;

function batchClause(which: keyof typeof STEPS, batch: BatchFacts): string | null {
  if (batch.projects === 0) return null;
  const [name, step, rateName] = STEPS[which];
  return `${name}项目${batch.projects}个，总投资${amountWords(batch.totalInvestment)}，${step}${batch.reached}个，${rateName}${batch.rate}%`;
}

/** Each rate with its own population, as it is printed. */
export function batchesSentence(batches: BatchesFacts, moment: Moment): string {
  const projects = batches.signed.projects + batches.started.projects + batches.production.projects;
  const clauses = joined(
    (['signed', 'started', 'production'] as const).map((which) => batchClause(which, batches[which])),
    '；',
  );
  const phases = projects === 0 ? '' : `${until(moment)}，“三个一批”项目共${projects}个，其中，${clauses}。`;
  const { eligible, entered, rate: share } = batches.registry;
  const registry =
    share === null ? '' : `达到入库标准的“三个一批”项目${eligible}个，已入库${entered}个，入库率${share}%。`;
  return phases + registry;
}

export function livelihoodSentence(
  { items, done, rate: share }: NonNullable<BulletinFacts['livelihood']>,
  moment: Moment,
): string {
  return `${until(moment)}，列入台账的民生实事${items}项，已完成${done}项${share === null ? '' : `，完成率${share}%`}。`;
}

function stageClause({ name, count, totalInvestment, amountName, amount, base, rate: share }: StageFacts): string {
  return joined([
    `${name}${count}个`,
    totalInvestment !== null && `总投资${amountWords(totalInvestment)}`,
    amount !== null && `${amountName}${amountWords(amount)}`,
    share !== null && base !== null && `占${base}的${share}%`,
  ]);
}

export function pipelineSentence(pipeline: PipelineFacts, moment: Moment): string {
  const stages = pipeline.stages
    .filter(({ count }) => count > 0)
    .map(stageClause)
    .join('；');
  const sectors = pipeline.sectors.map(({ name, count }) => `${name}类${count}个`).join('、');
  const words = `${until(moment)}，${pipeline.name}：${stages}。`;
  return sectors === '' ? words : `${words}按产业分，${sectors}。`;
}

export function indicatorSentence(indicators: readonly IndicatorFacts[], moment: Moment): string {
  const known = indicators.filter(({ actual }) => actual !== null).length;
  const reached = indicators.filter(({ rate: share }) => share !== null && Number(share) >= 100);
  const done =
    reached.length === 0
      ? ''
      : `，已完成年度目标的${reached.length}项（${joined(
          reached.map(({ name }) => name),
          '、',
        )}）`;
  return `${until(moment)}，已有数据的指标${known}项${done}。`;
}

export function issuesSentence(issues: IssueFacts, moment: Moment): string {
  const year =
    issues.registeredYear === 0
      ? ''
      : `${sinceJanuaryWords(moment.month)}累计登记问题${issues.registeredYear}个，已销号${issues.settledYear}个，销号率${issues.closureRate}%。`;
  const month = `${monthWords(moment.month)}新登记${issues.registered}个，销号${issues.closed}个；${until(moment)}，尚未销号${issues.open}个`;
  const overdue = issues.open === 0 ? '' : issues.overdue === 0 ? '，没有超期问题' : `，其中超期${issues.overdue}个`;
  return `${year}${month}${overdue}。`;
}

/** How well problems were handled; empty where nothing is known. */
export function handlingSentence(facts: NonNullable<BulletinFacts['handling']>, { month }: Moment): string {
  const { onTimeRate, firstTimeRate, medianDays, urged, escalated } = facts;
  const rates = joined([
    onTimeRate !== null && `按期办结率${onTimeRate}%`,
    firstTimeRate !== null && `一次办结率${firstTimeRate}%`,
    medianDays !== null && `办理用时中位数${medianDays}个工作日`,
  ]);
  const urging = joined([urged > 0 && `催办${urged}次`, escalated > 0 && `发督办文书${escalated}份`]);
  return joined([rates !== '' && `${rates}。`, urging !== '' && `${monthWords(month)}${urging}。`], '');
}

/** Which units confirmed their data in time. */
export function reportingSentence(
  { due, onTime, rate: share, onTimeRate }: NonNullable<BulletinFacts['reporting']>,
  { month }: Moment,
): string {
  const shares = joined([share !== null && `上报率${share}%`, onTimeRate !== null && `按时上报率${onTimeRate}%`]);
  return `${monthWords(month)}应确认数据的单位${due}个，按时确认${onTime}个${shares === '' ? '' : `，${shares}`}。`;
}

/** 开工率, 资金到位率, 竣工率: those that are known. */
export function ratesSentence({ started, funds, completed }: BulletinFacts['rates']): string {
  const known = joined([
    started !== null && `开工率${started}%`,
    funds !== null && `资金到位率${funds}%`,
    completed !== null && `竣工率${completed}%`,
  ]);
  return known === '' ? '' : `项目${known}。`;
}

/** Steps since January that were due, taken, and not taken in time. */
export function milestonesSentence({ due, met, late }: MilestoneFacts, moment: Moment): string {
  if (due === 0) return '';
  return `${until(moment)}应完成节点${due}个，已完成${met}个${late > 0 ? `，逾期${late}个` : ''}。`;
}

/** Which departments are late, the most first; empty when none is. */
export function lateSentence(units: readonly IssueFacts[], show = 5): string {
  const late = units.filter(({ overdue }) => overdue > 0).sort((a, b) => b.overdue - a.overdue);
  if (late.length === 0) return '';
  const names = late.slice(0, show).map(({ name, overdue }) => `${name}${overdue}个`);
  return `超期问题按主办单位分：${names.join('、')}${late.length > show ? `，另有${late.length - show}个单位` : ''}。`;
}

export function visitsSentence(
  { due, done, late, missed, excused, coverage }: NonNullable<BulletinFacts['visits']>,
  { month }: Moment,
): string {
  const share = coverage === null ? '' : `，走访覆盖率${coverage}%`;
  const rest = joined([
    late > 0 && `逾期补访${late}次`,
    missed > 0 && `未走访${missed}次`,
    excused > 0 && `免访${excused}次（不计入应走访次数）`,
  ]);
  return `${monthWords(month)}应走访${due - excused}次，按期走访${done}次${share}${rest === '' ? '' : `；${rest}`}。`;
}

function heldUpClause({ name, plan, problems, units }: HeldUpFacts): string {
  const money = plan === null ? '' : `年度计划投资${amountWords(plan)}，`;
  const about = problems.map(({ category, count }) => `${category}问题${count}个`).join('、');
  const by = units.length === 0 ? '' : `，主办单位${units.join('、')}`;
  return `${name}（${money}${about}${by}）`;
}

/** What holds most investment up. */
export function heldUpSentence({ projects, plan, most }: NonNullable<BulletinFacts['heldUp']>): string {
  const names = most.map(heldUpClause).join('；');
  const first = projects > most.length ? '，其中影响投资较大的是：' : '：';
  return `有超期问题的项目${projects}个，涉及年度计划投资${amountWords(plan)}${first}${names}。`;
}

/** How many units are ahead and how many behind, and who takes no part. */
export function rankingSentence(units: readonly RankedUnit[], { timeSchedule }: Moment): string {
  const ranked = units.filter(({ place }) => place !== null);
  const behind = ranked.filter(({ gap }) => gap?.startsWith('-')).length;
  const ahead = ranked.length - behind;
  const schedule = `时间进度（${timeSchedule}%）`;
  const paces =
    behind === 0
      ? `均达到或高于${schedule}`
      : ahead === 0
        ? `均低于${schedule}`
        : `达到或高于${schedule}的${ahead}个，低于时间进度的${behind}个`;
  const without = units.filter(({ place, unitId }) => place === null && unitId !== null).map(({ name }) => name);
  const nobody = units.find(({ unitId }) => unitId === null);
  return joined(
    [
      ranked.length > 0 && `参加排名的责任单位${ranked.length}个，投资完成率${paces}。`,
      without.length > 0 && `${without.join('、')}没有年度计划，不参加排名。`,
      nobody !== undefined && `另有${nobody.projects}个项目未明确责任单位。`,
    ],
    '',
  );
}
