import { IsDay, IsId, IsText, IsVersion, LowerCase, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsUUID,
  Matches,
  ValidateNested,
} from 'class-validator';
import { SEVERITIES, type Severity } from './ledger.rule';

/** One part of an issue that is split: it gets a number of its own and is assigned on its own. */
export class SplitPart {
  /** One sentence that says what is wrong. */
  @IsText('拆分后的标题', { min: 2, max: 100 })
  title: string;

  @Optional()
  @IsText('拆分后的描述', { max: 2000 })
  description: string = '';

  /** Code of the category; that of the issue when left out. */
  @Optional()
  @Matches(/^[a-z][a-z-]{1,39}$/, { message: '问题类别不在可选范围内。' })
  categoryCode?: string;

  /** 一般, 较重, 严重; that of the issue when left out. */
  @Optional()
  @ApiProperty({ enum: SEVERITIES, required: false })
  @IsIn(SEVERITIES, { message: '严重程度应为 low（一般）、medium（较重）或 high（严重）。' })
  severity?: Severity;
}

/** What an action brings along; which of it is needed depends on the action, see `GET /api/dictionary`. */
export class ActionBody {
  /** The version of the issue that was seen. */
  @IsVersion()
  version: number;

  /** Chosen by the client: the same action sent again under the same id happens once. */
  @Optional()
  @IsId('操作')
  id?: string;

  /** Words: why, what was done, what is asked. */
  @Optional()
  @IsText('意见', { max: 2000 })
  note: string = '';

  /** assign: the department that answers for it (主办单位). */
  @Optional()
  @IsId('主办单位')
  leadUnitId?: string;

  /** assign: departments that help (协办单位). */
  @Optional()
  @IsArray({ message: '协办单位应为列表。' })
  @ArrayMaxSize(10, { message: '协办单位不超过 10 个。' })
  @ArrayUnique({ message: '协办单位不能重复。' })
  @LowerCase()
  @IsUUID('all', { each: true, message: '协办单位的编号格式不对。' })
  supportUnitIds?: string[];

  /** delegate: the person of the department who works on it. */
  @Optional()
  @IsId('承办人')
  handlerId?: string;

  /**
   * assign, transfer: the deadline, when not the ledger's; request-extension: the new deadline asked for;
   * grant-extension: an earlier day than the one asked for; instruct: until when to answer.
   */
  @Optional()
  @IsDay('期限')
  dueOn?: string;

  /** suspend: the day on which the cause is looked at again. */
  @Optional()
  @IsDay('复核日')
  reviewOn?: string;

  /** return: the department that it belongs to instead. */
  @Optional()
  @IsId('建议主办单位')
  suggestedUnitId?: string;

  /** apply-closure: evidence, attachments of this issue. */
  @Optional()
  @IsArray({ message: '附件应为列表。' })
  @ArrayMaxSize(20, { message: '一次最多选 20 个附件。' })
  @ArrayUnique({ message: '附件不能重复。' })
  @LowerCase()
  @IsUUID('all', { each: true, message: '附件的编号格式不对。' })
  attachmentIds?: string[];

  /** report: a risk that the supervisor should know of, in words. */
  @Optional()
  @IsText('风险提示', { max: 200 })
  risk?: string;

  /** report of a supporting department: its part is done. */
  @Optional()
  @IsBoolean({ message: '“本单位部分已办结”应为是或否。' })
  done?: boolean;

  /** request-extension: what will be done to keep the new day (赶工措施). */
  @Optional()
  @IsText('赶工措施', { max: 1000 })
  measures?: string;

  /** merge: the issue that it goes into. */
  @Optional()
  @IsId('并入的问题')
  targetId?: string;

  /** split: what is split off; the issue itself stays. */
  @Optional()
  @ApiProperty({ type: [SplitPart], required: false })
  @IsArray({ message: '拆分的问题应为列表。' })
  @ArrayMinSize(1, { message: '请至少写明一个拆分出的问题。' })
  @ArrayMaxSize(10, { message: '一次最多拆分出 10 个问题。' })
  @ValidateNested({ each: true, message: '拆分的问题填写有误。' })
  @Type(() => SplitPart)
  parts?: SplitPart[];

  /** verify, reject-closure: the visit on which it was seen on site; on evidence when left out. */
  @Optional()
  @IsId('走访记录')
  visitId?: string;

  /** judge: one's own judgement beside the computed light. */
  @Optional()
  @ApiProperty({ enum: ['green', 'yellow', 'red'], required: false })
  @IsIn(['green', 'yellow', 'red'], { message: '研判应为 red（红）、yellow（黄）或 green（绿）。' })
  light?: 'green' | 'yellow' | 'red';

  /** judge: the last day on which the judgement counts, at most a month from now. */
  @Optional()
  @IsDay('研判有效期')
  until?: string;
}
