import { IsId, IsVersion } from '@app/platform';
import { ApiProperty, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsObject, ValidateNested } from 'class-validator';
import { ActionBody } from '@app/ledger';

/** What may be done with many issues at once: it needs the same words for all of them. */
export const BATCH_ACTIONS = ['assign', 'urge'] as const;
export type BatchAction = (typeof BATCH_ACTIONS)[number];

/** One issue as it was seen. */
export class BatchItem {
  @IsId('问题')
  id: string;

  /** The version that was seen. */
  @IsVersion()
  version: number;
}

/** What the action brings along, the same for each issue. */
export class BatchWords extends PickType(ActionBody, ['note', 'leadUnitId', 'supportUnitIds', 'dueOn']) {}

export class BatchBody {
  /** Chosen by the client: the same batch sent again does nothing twice and answers the same for each issue. */
  @IsId('批量操作')
  id: string;

  @ApiProperty({ enum: BATCH_ACTIONS })
  @IsIn(BATCH_ACTIONS, { message: '批量操作只能是 assign（交办）或 urge（催办）。' })
  action: BatchAction;

  @ApiProperty({ type: () => [BatchItem] })
  @ArrayMinSize(1, { message: '请至少选中一个问题。' })
  @ArrayMaxSize(200, { message: '一次最多处理 200 个问题。' })
  @ArrayUnique((item: BatchItem | null) => item?.id, { message: '同一个问题不能选中两次。' })
  @IsArray({ message: '选中的问题应为列表。' })
  @IsObject({ each: true, message: '每个问题应含 id 和 version。' })
  @ValidateNested({ each: true, message: '每个问题应含 id 和 version。' })
  @Type(() => BatchItem)
  items: BatchItem[];

  @ApiProperty({ type: () => BatchWords })
  @IsObject({ message: '操作内容应为对象。' })
  @ValidateNested({ message: '操作内容应为对象。' })
  @Type(() => BatchWords)
  body: BatchWords;
}

/** What became of one issue of the batch. */
export class BatchResult {
  id: string;
  /** Null when the person may not know of the issue. */
  number: string | null;
  ok: boolean;
  /** What was done, or why it was not, as a sentence. */
  message: string;
}

export class BatchResults {
  items: BatchResult[];
}
