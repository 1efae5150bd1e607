import { problems } from '@app/platform';

export const stepProblem = problems({
  notPlanner: [403, 'step.not-planner', '节点计划由督办专员编制和调整，如需调整请与督办专员联系。'],
  noSteps: [409, 'step.no-steps', '“{ledger}”不编制节点；需要按节点推进的事项，请登记到任务清单。'],
  notPlannedNow: [409, 'step.not-planned-now', '事项当前为“{state}”，不能再调整节点计划。'],
  notYours: [403, 'step.not-yours', '这个节点由{unit}负责，完成情况由责任单位、主办单位或督办专员填报。'],
  signFirst: [409, 'step.sign-first', '主办单位尚未签收，请签收后再填报节点完成情况。'],
  notMarkedNow: [409, 'step.not-marked-now', '事项当前为“{state}”，不能填报节点完成情况，请刷新后按当前状态处理。'],
  doneAlready: [409, 'step.done-already', '这个节点已填报完成，请刷新查看。'],
  notDone: [409, 'step.not-done', '这个节点尚未完成，不需要撤回。'],
});
