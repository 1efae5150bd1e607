import { IsId, IsMonth, IsVersion, Optional, PageOf, PageQuery } from '@app/platform';
import { CorrectionReason, ProgressView } from '@app/project';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';

export class ToldQuery extends PageQuery {
  /** Month; the running one when left out. */
  @Optional()
  @IsMonth('月份')
  month?: string;

  /** Only projects on this list in that month. */
  @Optional()
  @IsId('项目清单')
  listId?: string;

  /** Only projects of this unit. */
  @Optional()
  @IsId('单位')
  unitId?: string;
}

/** What the newest visit of a month that spoke of progress has told. */
export class ToldProgress {
  visitId: string;
  visitedOn: string;
  officerName: string;
  /** In 万元, in the month so far; null: not told. */
  completed: string | null;
  physicalProgress: string | null;
  /** Told as no change since last time. */
  unchanged: boolean;
}

/** The entry of an earlier month. */
export class EarlierProgress {
  month: string;
  completed: string;
  physicalProgress: string;
}

/** One project: its entry of the month beside what visits told. */
export class ToldRow {
  projectId: string;
  projectName: string;
  @ApiProperty({ type: () => ProgressView, nullable: true }) entry: ProgressView | null;
  @ApiProperty({ type: () => ToldProgress, nullable: true }) told: ToldProgress | null;
  @ApiProperty({ type: () => EarlierProgress, nullable: true }) previous: EarlierProgress | null;
  /** The entry says already what was told. */
  same: boolean;
  /** The month is published: a change goes into its next revision. */
  monthClosed: boolean;
}

export class ToldParam {
  @IsMonth('月份')
  month: string;
}

export class ConfirmItem {
  @IsId('项目')
  projectId: string;

  /** The visit whose words become the entry. */
  @IsId('走访')
  visitId: string;

  /** The version of the entry that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;
}

export class ConfirmBody {
  @ApiProperty({ type: () => [ConfirmItem] })
  @ArrayMinSize(1, { message: '请至少选择一个项目。' })
  @ArrayMaxSize(200, { message: '一次最多确认 200 个项目。' })
  @IsArray({ message: '要确认的项目应为列表。' })
  @IsObject({ each: true, message: '每一项应含项目 projectId 和走访 visitId。' })
  @ValidateNested({ each: true, message: '每一项应含项目 projectId 和走访 visitId。' })
  @Type(() => ConfirmItem)
  items: ConfirmItem[];

  /** Why, when it goes into a closed month; supervisors only. */
  @CorrectionReason()
  correctionReason?: string;
}

export class ConfirmedItem {
  projectId: string;
  ok: boolean;
  /** Why not, and the way out; null where it was done. */
  message: string | null;
}

/** What became of each. */
export class ConfirmView {
  @ApiProperty({ type: () => [ConfirmedItem] }) items: ConfirmedItem[];
}

export class ToldPage extends PageOf(ToldRow) {}
