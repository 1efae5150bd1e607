import { IsDay, IsId, IsText, IsVersion, LowerCase, Nullable, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsUUID, ValidateNested } from 'class-validator';
import { type Light, LIGHTS } from './ledger.workflow';

/** One step of a plan: what, who answers for it, by when. */
export class StepDraft {
  /** Of a step that is there already; a new one may choose its own. */
  @Optional()
  @IsId('节点')
  id?: string;

  @IsText('节点名称', { min: 2, max: 100 })
  title: string;

  /** The department that does it. */
  @IsId('责任单位')
  ownerUnitId: string;

  /** A person of that department. */
  @Nullable()
  @ApiProperty({ type: String, nullable: true, required: false })
  @IsId('责任人')
  ownerId?: string | null;

  @IsDay('计划完成日')
  plannedOn: string;
}

/** The whole plan of an item, in its order: steps that are left out are taken away, unless they are done. */
export class StepsBody {
  /** The version of the issue that was seen. */
  @IsVersion()
  version: number;

  /** Chosen by the client: the same plan sent again under the same id is written once. */
  @Optional()
  @IsId('操作')
  id?: string;

  /** Why the plan is made or changed so. */
  @Optional()
  @IsText('说明', { max: 2000 })
  note: string = '';

  @IsArray({ message: '节点应为列表。' })
  @ArrayMinSize(1, { message: '请至少编制一个节点。' })
  @ArrayMaxSize(50, { message: '一个事项最多编制 50 个节点。' })
  @ValidateNested({ each: true, message: '每个节点应含名称、责任单位和计划完成日。' })
  @Type(() => StepDraft)
  steps: StepDraft[];
}

/** A step is done, or not done after all. */
export class StepMarkBody {
  /** The version of the step that was seen. */
  @IsVersion()
  version: number;

  /** Chosen by the client: the same mark sent again under the same id happens once. */
  @Optional()
  @IsId('操作')
  id?: string;

  /** What was done, or why it is not done after all. */
  @Optional()
  @IsText('完成情况', { max: 2000 })
  note: string = '';

  /** Attachments of the issue that show it. */
  @Optional()
  @IsArray({ message: '附件应为列表。' })
  @ArrayMaxSize(20, { message: '一个节点最多带 20 个附件。' })
  @ArrayUnique({ message: '附件不能重复。' })
  @LowerCase()
  @IsUUID('all', { each: true, message: '附件的编号格式不对。' })
  attachmentIds?: string[];
}

export class StepView {
  id: string;
  /** 1 is the first. */
  place: number;
  title: string;
  ownerUnitId: string;
  ownerUnitName: string;
  ownerId: string | null;
  ownerName: string | null;
  plannedOn: string;
  doneOn: string | null;
  doneByName: string | null;
  doneNote: string;
  attachmentIds: string[];
  version: number;
  /** Red: its day has passed. */
  @ApiProperty({ enum: LIGHTS }) light: Light;
  /** The light in words. */
  lightReason: string;
  /** I may say that it is done, or not done after all. */
  mayMark: boolean;
}

/** How far an item of a task list is. */
export class StepCounts {
  done: number;
  total: number;
  /** Open ones whose day has passed. */
  late: number;
  /** The next open one is planned for. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) nextPlannedOn: string | null;
}

/** The plan of an item. */
export class StepsView extends StepCounts {
  /** Of the issue: what a changed plan is sent with. */
  issueVersion: number;
  steps: StepView[];
  /** I may make and change the plan. */
  mayPlan: boolean;
  /** When all are done and closure is not applied for: what is still missing, in words. */
  @ApiProperty({ type: String, nullable: true }) missing: string | null;
}
