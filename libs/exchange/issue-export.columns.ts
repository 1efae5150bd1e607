import type { IssueColumn } from '@app/desk';
import { type IssueRow, type Label, SEVERITY_LABELS, STATE_LABELS } from '@app/ledger';
import type { SheetColumn } from './sheet';

const text = (header: string, width: number, value: (row: IssueRow) => string | null): SheetColumn<IssueRow> => ({
  header,
  width,
  value,
});

/** How each column of the list stands in a sheet. Ledgers are named by the table of the district. */
export const issueColumns = (ledgers: Map<string, string>): Record<IssueColumn, SheetColumn<IssueRow>> => ({
  number: text('编号', 16, ({ number }) => number),
  title: text('问题', 44, ({ title }) => title),
  ledger: text('台账', 18, ({ ledger }) => ledgers.get(ledger) ?? null),
  project: text('项目', 30, ({ projectName, subjectName }) => projectName ?? subjectName),
  category: text('类别', 12, ({ categoryName }) => categoryName),
  severity: text('严重程度', 10, ({ severity }) => (SEVERITY_LABELS as Record<string, Label>)[severity]?.zh ?? null),
  state: text('状态', 12, ({ state }) => STATE_LABELS[state].zh),
  left: text('红黄绿灯', 36, ({ lightReason }) => lightReason),
  due: { header: '办理期限', width: 13, kind: 'day', value: ({ dueOn }) => dueOn },
  firstDue: { header: '最初期限', width: 13, kind: 'day', value: ({ firstDueOn }) => firstDueOn },
  lead: text('主办单位', 22, ({ leadUnitName }) => leadUnitName),
  handler: text('承办人', 12, ({ handlerName }) => handlerName),
  registered: { header: '登记时间', width: 18, kind: 'time', value: ({ registeredAt }) => registeredAt },
  closed: { header: '销号时间', width: 18, kind: 'time', value: ({ closedAt }) => closedAt },
  urged: { header: '催办次数', width: 10, kind: 'number', value: ({ urged }) => urged },
  cycle: { header: '第几次办理', width: 12, kind: 'number', value: ({ cycle }) => cycle },
});
