import { problems } from '@app/platform';

export const projectProblem = problems({
  notYours: [403, 'not-your-project', '只有督办专员或该项目的项目专员可以填报，请联系他们。'],
  monthClosed: [
    409,
    'month-closed',
    '{first} 已月结{more}，计入该月的数据不能直接修改。确需修改的有两种办法：由督办专员填写更正原因后提交；或请督办专员在 {first} 的月度汇总中为有关单位和清单限期开放补报。',
  ],
  notYoursToCorrect: [403, 'not-yours-to-correct', '已月结的数据只有督办专员可以填写原因后更正，请联系他们。'],
});
