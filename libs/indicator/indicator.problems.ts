import { problems } from '@app/platform';

export const indicatorProblem = problems({
  notYours: [403, 'not-your-indicator', '只有督办专员、管理员和该指标的责任单位可以填报，请联系他们。'],
  codeTaken: [409, 'indicator.code-taken', '{year} 年已有编号为“{code}”的指标“{name}”，请换一个编号，或直接修改它。'],
  tooMany: [409, 'indicator.too-many', '一个年度最多 500 个指标，请核对是否重复建立。'],
  hasActuals: [409, 'indicator.has-actuals', '该指标已有填报的完成情况，不能删除；请先清除填报。'],
  hasChildren: [409, 'indicator.has-children', '该指标还有下级指标，不能删除；请先删除下级指标。'],
});
