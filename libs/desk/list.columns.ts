/** The columns a list of issues can show, in the order in which they are offered. */
export const ISSUE_COLUMNS = [
  ...(['number', 'title', 'ledger', 'project', 'category', 'severity', 'state', 'left', 'due', 'firstDue'] as const),
  ...(['lead', 'handler', 'registered', 'closed', 'urged', 'cycle'] as const),
] as const;
export type IssueColumn = (typeof ISSUE_COLUMNS)[number];
