import { problems } from '@app/platform';

export const visitProblem = problems({
  idOfAnother: [403, 'id-of-another', '这个走访编号已由他人使用，请重新填写后提交。'],
});
