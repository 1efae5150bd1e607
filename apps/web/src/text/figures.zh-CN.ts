/** 一个数的来历. */
export const figuresZh = {
  open: '查看 {{what}} 的来历',
  code: '通报编码',
  codeHint: '输入通报上的编码',
  find: '查看',
};
