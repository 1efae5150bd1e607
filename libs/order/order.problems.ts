import { problems } from '@app/platform';

export const orderProblem = problems({
  wrongState: [
    409,
    'order.wrong-state',
    '问题当前为“{state}”，不在主办单位手中，不能发{kind}；待签收或办理中的问题才能发文。',
  ],
  sent: [409, 'order.sent', '针对同一期限已发过{kind}（{number}），不能重复发文；可改发更高一级的文书或催办。'],
});
