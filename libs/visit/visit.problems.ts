import { problems } from '@app/platform';

export const visitProblem = problems({
  idOfAnother: [403, 'id-of-another', '这个走访编号已由他人使用，请重新填写后提交。'],
  notToCorrect: [
    403,
    'visit.not-to-correct',
    '只有走访人本人（提交后 30 天内）和督办专员可以更正走访；需要更正的，请联系督办专员。',
  ],
  noEntry: [400, 'visit.no-entry', '这次走访没有说明完成投资，当月也没有填报，无法确认；请在项目页面填报当月进展。'],
  notTold: [404, 'visit.not-told', '没有找到该项目当月的这次走访，可能已更正，请刷新后重试。'],
});
