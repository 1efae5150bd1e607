import { problems } from '@app/platform';

export const rollupProblem = problems({
  notEnded: [409, 'month-not-ended', '{month} 尚未结束，不能月结，请于 {first} 起办理。'],
  notBegun: [404, 'month-not-begun', '{month} 尚未到来，还没有汇总数据。'],
  alreadyClosed: [409, 'month-closed', '{month} 已经月结；如需更正，请填写原因后办理更正。'],
  notClosed: [409, 'month-not-closed', '{month} 尚未月结，不能更正；请先办理月结。'],
  notYourUnit: [403, 'not-your-unit', '只能确认本单位的数据；督办专员可以说明原因后代为确认。'],
  confirmReason: [400, 'validation', '代其他单位确认时，请填写原因。'],
  confirmEarly: [409, 'month-not-ended', '{month} 尚未结束，数据请于 {first} 起确认。'],
  confirmClosed: [409, 'month-closed', '{month} 已经月结，不再接受确认；如需补报，请联系督办专员开放。'],
  nothingToConfirm: [409, 'nothing-to-confirm', '该单位在 {month} 没有清单内的项目，不需要确认。'],
  confirmedAlready: [409, 'confirmed-already', '{unit}已经确认，确认后数据没有变动，不需要催报。'],
  notClosedToOpen: [409, 'month-not-closed', '{month} 尚未月结，可以直接填报，不需要开放补报。'],
  notAddedUp: [
    409,
    'month-not-added-up',
    '{month} 的汇总数与明细不一致，没有发布；请稍后重试，若仍不行，请联系管理员重新计算。',
  ],
  noRevision: [404, 'no-such-revision', '{month} 没有第 {revision} 版汇总。'],
});
