import type { recordZh } from './record.zh-CN';

export const recordEn = {
  title: 'Record',
  short: 'Record',
  hint: 'Every entry carries a hash and is sealed with those before it each minute; whoever changes or removes one is found by “npm run verify-record”, which names the entry.',
  paper:
    'The heads are kept outside the system each day. You may also copy these lines on paper or store them elsewhere, and compare them later.',
  ledger: 'Ledger',
  events: 'Sealed entries',
  eventsOf: '{{count}}',
  seal: 'Seal',
  sealOf: 'No. {{seal}}, {{time}}',
  hash: 'Hash',
  kept: 'Kept outside',
  keptSeal: 'up to seal {{seal}}',
  keptNone: 'not yet',
  keptOn: 'Last kept: {{day}}',
  keptNever: 'Nothing was kept outside yet; the worker does so when it starts.',
  unsealed: '{{count}} new entries wait for the next seal (each minute).',
  format: 'D MMM HH:mm',
  copy: 'Copy all',
  copied: 'Copied.',
  copyByHand: 'The browser does not allow copying; the text is selected, please copy it by hand.',
  empty: 'Nothing is sealed yet. Entries are sealed within a minute.',
  lines: 'Hashes to be copied',
} satisfies typeof recordZh;
