import type { MixedBasis } from '@app/project';

/** The basis of a sum from how many of its parts have which. */
export function basisOf(withPreliminary: string | undefined, without: string | undefined): MixedBasis | null {
  const [some, others] = [Number(withPreliminary ?? 0) > 0, Number(without ?? 0) > 0];
  if (some && others) return 'mixed';
  return some ? 'with-preliminary' : others ? 'without-preliminary' : null;
}

const WORDS: Record<MixedBasis, string> = {
  'with-preliminary': '含前期',
  'without-preliminary': '不含前期',
  mixed: '部分含前期、部分不含',
};

/** Says so where plan and completion do not count the same, and null where they do. */
export function basisNote(plan: MixedBasis | null, completed: MixedBasis | null): string | null {
  if (plan === 'mixed' && completed === 'mixed') return '计划和完成均部分含前期、部分不含，口径不一';
  if (plan !== null && completed !== null) {
    return plan === completed ? null : `计划${WORDS[plan]}，完成${WORDS[completed]}，口径不同`;
  }
  if (plan === 'mixed') return `计划${WORDS.mixed}，口径不一`;
  return completed === 'mixed' ? `完成${WORDS.mixed}，口径不一` : null;
}
