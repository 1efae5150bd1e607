import { problems } from '@app/platform';

export const pipelineProblem = problems({
  stageInUse: [
    409,
    'pipeline.stage-in-use',
    '环节“{name}”已有通过记录或汇总数，不能删除；可以改名，或先撤回其中的记录。',
  ],
  notYourUnit: [403, 'pipeline.not-your-unit', '只能填报本单位的条目；其他单位的，请联系督办专员。'],
  notPassed: [404, 'pipeline.not-passed', '该条目没有这个环节的通过记录，可能已被撤回，请刷新后查看。'],
});
