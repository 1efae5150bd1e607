import { problems } from '@app/platform';

export const measureProblem = problems({
  none: [404, 'no-such-measure', '没有代码为 {code} 的指标口径。'],
});
