import { problems } from '@app/platform';

export const projectProblem = problems({
  notYours: [403, 'not-your-project', '只有督办专员或该项目的项目专员可以填报，请联系他们。'],
});
