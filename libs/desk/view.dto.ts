import { IsId, IsText, IsVersion, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsObject, ValidateNested } from 'class-validator';
import { SortedIssueFilter } from './issue-query.dto';
import { ISSUE_COLUMNS, type IssueColumn } from './list.columns';

const SHARED = '是否共享应为 true 或 false。';

/** Columns as seen, in their order. */
export const IsColumns = (): PropertyDecorator => (target, key) => {
  for (const decorate of [
    ApiProperty({ enum: ISSUE_COLUMNS, isArray: true, required: false }),
    ArrayMinSize(1, { message: '请至少保留一列。' }),
    ArrayUnique({ message: '同一列不能出现两次。' }),
    IsArray({ message: '列应为列表。' }),
    IsIn(ISSUE_COLUMNS, { each: true, message: '有的列不在可选范围内，请重新选择。' }),
  ])
    decorate(target, key);
};

/** A list of issues as somebody wants to see it again (视图). */
export class ViewBody {
  /** Chosen by the client (UUIDv7): sent again it is saved once. */
  @Optional()
  @IsId('视图')
  id?: string;

  @IsText('视图名称', { min: 1, max: 30 })
  name: string;

  /** Filter and order, as the list takes them. */
  @ApiProperty({ type: () => SortedIssueFilter })
  @IsObject({ message: '条件应为对象。' })
  @ValidateNested({ message: '条件应为对象。' })
  @Type(() => SortedIssueFilter)
  query: SortedIssueFilter;

  /** Left out: the columns each person has chosen. */
  @Optional()
  @IsColumns()
  columns?: IssueColumn[];

  /** For everybody; only a supervisor or an administrator may share. */
  @Optional()
  @IsBoolean({ message: SHARED })
  shared: boolean = false;
}

/** What is left out stays as it is. */
export class ViewChange {
  @IsVersion()
  version: number;

  @Optional()
  @IsText('视图名称', { min: 1, max: 30 })
  name?: string;

  @Optional()
  @ApiProperty({ type: () => SortedIssueFilter, required: false })
  @IsObject({ message: '条件应为对象。' })
  @ValidateNested({ message: '条件应为对象。' })
  @Type(() => SortedIssueFilter)
  query?: SortedIssueFilter;

  @Optional()
  @IsColumns()
  columns?: IssueColumn[];

  @Optional()
  @IsBoolean({ message: SHARED })
  shared?: boolean;
}

/** A saved view; what it shows is always cut to what the one who looks may see. */
export class ViewView {
  id: string;
  name: string;
  query: SortedIssueFilter;
  @ApiProperty({ enum: ISSUE_COLUMNS, isArray: true, nullable: true }) columns: IssueColumn[] | null;
  shared: boolean;
  /** Who saved it; null for those that came with the program. */
  ownerName: string | null;
  mine: boolean;
  /** Whether I may rename, change or delete it. */
  mayChange: boolean;
  version: number;
}

/** My own views and those shared with everybody. */
export class ViewList {
  items: ViewView[];
}
