import { problems } from '@app/platform';

export const rollupProblem = problems({
  notEnded: [409, 'month-not-ended', '{month} 尚未结束，不能月结，请于 {first} 起办理。'],
  notBegun: [404, 'month-not-begun', '{month} 尚未到来，还没有汇总数据。'],
  alreadyClosed: [409, 'month-closed', '{month} 已经月结；如需更正，请填写原因后办理更正。'],
  notClosed: [409, 'month-not-closed', '{month} 尚未月结，不能更正；请先办理月结。'],
  noRevision: [404, 'no-such-revision', '{month} 没有第 {revision} 版汇总。'],
});
