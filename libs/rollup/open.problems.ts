import { problems } from '@app/platform';

export const openProblem = problems({
  noCode: [
    404,
    'no-such-figure-code',
    '没有编码为 {code} 的数字。编码是 6 位字母和数字，其中没有 0、O、1、I，请对照通报再输一次。',
  ],
});
