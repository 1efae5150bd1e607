export const RULES = ['issue-due-soon', 'issue-overdue', 'visit-missing'] as const;
/** 即将到期, 已逾期, 走访未完成. */
export type Rule = (typeof RULES)[number];

export const SUBJECT_KINDS = ['issue', 'project'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
