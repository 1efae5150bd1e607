import { problems } from '@app/platform';

export const ruleProblem = problems({
  nameTaken: [409, 'rule-name-taken', '已有同名的提醒规则在用，请换一个名称。'],
});

export const deliveryProblem = problems({
  notFailed: [409, 'delivery-not-failed', '只有失败或不能确定是否送达的，才可以重发；这一条现在是“{state}”。'],
});
