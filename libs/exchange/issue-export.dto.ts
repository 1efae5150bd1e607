import { IsColumns, ISSUE_COLUMNS, type IssueColumn, SortedIssueFilter } from '@app/desk';
import { LowerCase, Optional } from '@app/platform';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID } from 'class-validator';

/** The list as it is seen: its filter, its order, its columns; all pages of it, or the rows that were chosen. */
export class IssueExportBody extends SortedIssueFilter {
  /** The columns, in their order; all when left out. */
  @Optional()
  @IsColumns()
  columns: IssueColumn[] = [...ISSUE_COLUMNS];

  /** Only these rows of the filter. */
  @Optional()
  @IsArray({ message: '选中的问题应为列表。' })
  @ArrayMinSize(1, { message: '请至少选中一个问题。' })
  @ArrayMaxSize(200, { message: '一次最多导出选中的 200 个问题；要导出全部，请不选中任何一行。' })
  @LowerCase()
  @IsUUID('all', { each: true, message: '选中的问题编号格式不对。' })
  ids?: string[];
}
