import type { figuresZh } from './figures.zh-CN';

export const figuresEn: typeof figuresZh = {
  open: 'What is behind {{what}}',
  code: 'Code in the bulletin',
  codeHint: 'Code printed in the bulletin',
  find: 'Open',
};
