import { IsText, IsVersion, IsWhole, Nullable, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { type Evidence, EVIDENCES } from './ledger.rule';
import { type Escalation, ESCALATIONS, type Registrar, REGISTRARS, type Subject, SUBJECTS } from './ledgers.rules';
import { type Action, ACTIONS, type State, STATES } from './ledger.workflow';

const DAYS = { message: '期限应为 1 至 400 的整数个工作日。' };

/** Working days by severity: 一般, 较重, 严重. */
export class DaysBySeverity {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 400 })
  @IsInt(DAYS)
  @Min(1, DAYS)
  @Max(400, DAYS)
  low: number;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 400 })
  @IsInt(DAYS)
  @Min(1, DAYS)
  @Max(400, DAYS)
  medium: number;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 400 })
  @IsInt(DAYS)
  @Min(1, DAYS)
  @Max(400, DAYS)
  high: number;
}

const EACH = { message: '每个环节都要填写一般、较重、严重三种期限。' };

/** How long each step may take, in working days. */
export class StepDaysBody {
  /** 交办: from registering. */
  @IsObject(EACH)
  @ValidateNested(EACH)
  @Type(() => DaysBySeverity)
  assign: DaysBySeverity;

  /** 签收: from assigning. */
  @IsObject(EACH)
  @ValidateNested(EACH)
  @Type(() => DaysBySeverity)
  sign: DaysBySeverity;

  /** 办结: from assigning. */
  @IsObject(EACH)
  @ValidateNested(EACH)
  @Type(() => DaysBySeverity)
  due: DaysBySeverity;

  /** 退回: so long a department may say that it is not theirs. */
  @IsObject(EACH)
  @ValidateNested(EACH)
  @Type(() => DaysBySeverity)
  return: DaysBySeverity;

  /** 裁定 of a return or an extension. */
  @IsObject(EACH)
  @ValidateNested(EACH)
  @Type(() => DaysBySeverity)
  ruling: DaysBySeverity;

  /** 核验: from the application for closure. */
  @IsObject(EACH)
  @ValidateNested(EACH)
  @Type(() => DaysBySeverity)
  verify: DaysBySeverity;

  /** 答复 of an urging or an instruction. */
  @IsObject(EACH)
  @ValidateNested(EACH)
  @Type(() => DaysBySeverity)
  answer: DaysBySeverity;
}

/** 提示单 after so many working days of lateness, then 督办单 … */
export class EscalationStep {
  @ApiProperty({ enum: ESCALATIONS })
  @IsIn(ESCALATIONS, { message: '督办文书应为提示单、督办单、督办函或约谈。' })
  kind: Escalation;

  /** Sent when it is late by so many working days. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 400 })
  @IsInt({ message: '超期天数应为整数。' })
  @Min(1, { message: '超期天数不能小于 1。' })
  @Max(400, { message: '超期天数不能大于 400。' })
  lateDays: number;
}

const ACTIONS_HINT = { message: '所用操作不在可选范围内，请重新选择。' };
const REGISTRARS_HINT = { message: '登记角色不在可选范围内，请重新选择。' };

/** What a ledger's rule is made of; in a new ledger what is left out is as in the problem ledger. */
class LedgerFacts {
  @Optional()
  @IsText('台账说明', { max: 400 })
  description?: string;

  /** Place among the ledgers, small ones first. */
  @Optional()
  @IsWhole('排序', 0, 9999)
  sort?: number;

  /** False: nothing new is registered in it; what it has goes on. */
  @Optional()
  @IsBoolean({ message: '是否启用应为真或假。' })
  active?: boolean;

  @Optional()
  @IsObject(EACH)
  @ValidateNested(EACH)
  @Type(() => StepDaysBody)
  stepDays?: StepDaysBody;

  /** Yellow from so many working days before the deadline. */
  @Optional()
  @IsWhole('临期天数', 1, 60)
  soonDays?: number;

  /** So many extensions in one cycle at most. */
  @Optional()
  @IsWhole('延期次数', 0, 9)
  extensionMax?: number;

  /** In the last so many working days an extension needs the supervisor's consent first. */
  @Optional()
  @IsWhole('须先同意的天数', 0, 30)
  extensionFreeze?: number;

  /** A report is due each so many working days; null: not so. */
  @Nullable()
  @ApiProperty({ type: 'integer', nullable: true, required: false, minimum: 1, maximum: 60 })
  @IsWhole('反馈间隔', 1, 60)
  reportEvery?: number | null;

  /** A report is due on that day of each month; null: not so. */
  @Nullable()
  @ApiProperty({ type: 'integer', nullable: true, required: false, minimum: 1, maximum: 28 })
  @IsWhole('每月反馈日', 1, 28)
  reportDay?: number | null;

  /** What an application for closure must show, unless the category says otherwise. */
  @Optional()
  @ApiProperty({ enum: EVIDENCES, required: false })
  @IsIn(EVIDENCES, { message: '销号材料应为不要求、任一附件、照片或文件。' })
  evidence?: Evidence;

  /** The actions of the life cycle that it uses; null: all. */
  @Nullable()
  @ApiProperty({ enum: ACTIONS, isArray: true, nullable: true, required: false })
  @IsArray(ACTIONS_HINT)
  @ArrayUnique({ message: '所用操作不能重复。' })
  @IsIn(ACTIONS, { each: true, ...ACTIONS_HINT })
  actions?: Action[] | null;

  /** Who may register in it. */
  @Optional()
  @ApiProperty({ enum: REGISTRARS, isArray: true, required: false })
  @IsArray(REGISTRARS_HINT)
  @ArrayMinSize(1, { message: '请至少选择一个可以登记的角色。' })
  @ArrayUnique({ message: '登记角色不能重复。' })
  @IsIn(REGISTRARS, { each: true, ...REGISTRARS_HINT })
  registrars?: Registrar[];

  /** Whether an issue is about a project. */
  @Optional()
  @ApiProperty({ enum: SUBJECTS, required: false })
  @IsIn(SUBJECTS, { message: '是否关联项目应为必须、可选或不关联。' })
  subject?: Subject;

  /** Its items are planned in steps with owner and day. */
  @Optional()
  @IsBoolean({ message: '是否编制节点应为真或假。' })
  hasSteps?: boolean;

  /** The orders that are due when it is late. */
  @Optional()
  @IsArray({ message: '督办文书应为列表。' })
  @ArrayMaxSize(ESCALATIONS.length, { message: '督办文书不超过 4 种。' })
  @ValidateNested({ each: true, message: '每级督办文书应含种类和超期天数。' })
  @Type(() => EscalationStep)
  escalation?: EscalationStep[];
}

const PATTERN = { message: '编号格式应为 1 至 6 个大写字母加年份和 3 至 6 位序号，例如 WT-{year}-{4}。' };

/** A new ledger. */
export class LedgerBody extends LedgerFacts {
  /** Code for addresses and programs; stays for ever. */
  @Matches(/^[a-z][a-z-]{1,39}$/, { message: '代码为 2 至 40 个小写字母或横线，以字母开头。' })
  code: string;

  @IsText('台账名称', { min: 2, max: 40 })
  name: string;

  /** `WT-{year}-{4}`: prefix, year, and the number with at least so many digits. */
  @Matches(/^[A-Z]{1,6}-\{year\}-\{[3-6]\}$/, PATTERN)
  numberPattern: string;
}

/** Changes of a ledger; what is left out stays. */
export class LedgerPatch extends LedgerFacts {
  /** The version that was seen. */
  @IsVersion()
  version: number;

  @Optional()
  @IsText('台账名称', { min: 2, max: 40 })
  name?: string;

  /** Only while no number was given. */
  @Optional()
  @Matches(/^[A-Z]{1,6}-\{year\}-\{[3-6]\}$/, PATTERN)
  numberPattern?: string;
}

/** A ledger with its rule, as pages need it. */
export class LedgerView {
  id: string;
  code: string;
  name: string;
  description: string;
  sort: number;
  active: boolean;
  version: number;
  numberPattern: string;
  /** Numbers given so far, over all years. From the first on the pattern stays. */
  numbered: number;
  stepDays: StepDaysBody;
  soonDays: number;
  extensionMax: number;
  extensionFreeze: number;
  @ApiProperty({ type: 'integer', nullable: true }) reportEvery: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) reportDay: number | null;
  @ApiProperty({ enum: EVIDENCES }) evidence: Evidence;
  /** The actions that it uses, in the order of the life cycle. */
  @ApiProperty({ enum: ACTIONS, isArray: true }) actions: Action[];
  /** It uses all, those that are added later as well. */
  allActions: boolean;
  /** The states that its issues can come into. */
  @ApiProperty({ enum: STATES, isArray: true }) states: State[];
  @ApiProperty({ enum: REGISTRARS, isArray: true }) registrars: Registrar[];
  @ApiProperty({ enum: SUBJECTS }) subject: Subject;
  hasSteps: boolean;
  escalation: EscalationStep[];
  /** I may register in it. */
  mayRegister: boolean;
}

export class LedgerPage extends PageOf(LedgerView) {}

export class LedgerQuery extends PageQuery {
  /** Also those that are out of use. */
  @Optional()
  @ApiProperty({ enum: ['true', 'false'], required: false })
  @IsIn(['true', 'false'], { message: 'all 应为 true 或 false。' })
  all?: 'true' | 'false';
}

/** Actions to be looked at before they are saved. */
export class ActionsBody {
  @ApiProperty({ enum: ACTIONS, isArray: true })
  @IsArray(ACTIONS_HINT)
  @ArrayUnique({ message: '所用操作不能重复。' })
  @IsIn(ACTIONS, { each: true, ...ACTIONS_HINT })
  actions: Action[];
}

/** Whether a ledger with these actions works. */
export class ActionsView {
  /** Sentences; none when it works. */
  faults: string[];
  /** The states that its issues could come into. */
  @ApiProperty({ enum: STATES, isArray: true }) states: State[];
}
