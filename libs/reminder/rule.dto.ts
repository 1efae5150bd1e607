import { IsId, LowerCase, IsText, IsVersion, IsWhole, Nullable, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';
import {
  type Relation,
  RELATIONS,
  type SubjectKind,
  SUBJECT_KINDS,
  WATCH_CODES,
  type WatchCode,
} from './reminder.kinds';
import { type Mode, MODES } from './rule';
import { OFFSET_UNITS, type OffsetUnit } from './rule.time';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const IsTime = (label: string, pattern = TIME): PropertyDecorator =>
  Matches(pattern, { message: `${label}应写作 08:30。` });
const OFFSET = { message: '提前或推后应为 -120 至 250 的整数。' };
const TIMES = { message: '再次提醒的次数应为 0 至 20 的整数。' };
const EVERY = { message: '再次提醒的间隔应为 1 至 60 的整数。' };
const YES_NO = (label: string) => ({ message: `${label}应为 true 或 false。` });

/** Characters of a rule's name. */
export const RULE_NAME_MAX = 60;

/** What a rule says; of a shipped rule all of it may be changed. */
export class RuleBody {
  /** As people call it; no two rules in use share a name. */
  @IsText('规则名称', { min: 1, max: RULE_NAME_MAX })
  name: string;

  @IsBoolean(YES_NO('是否启用'))
  active: boolean;

  /** Only of this ledger; null: of all. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  @Nullable()
  @IsId('台账')
  ledgerId: string | null;

  /** A step of the escalation ladder: a ledger with steps of its own leaves the general ones. */
  @IsBoolean(YES_NO('是否属于升级阶梯'))
  ladder: boolean;

  /** Who is told, by what they are to the matter. */
  @ApiProperty({ enum: RELATIONS, isArray: true })
  @IsArray({ message: '请选择提醒谁。' })
  @ArrayMinSize(1, { message: '请选择提醒谁。' })
  @ArrayMaxSize(8, { message: '提醒的对象不能超过 8 类。' })
  @ArrayUnique({ message: '提醒的对象不能重复。' })
  @IsIn(RELATIONS, { each: true, message: '提醒的对象不在可选范围内。' })
  whom: Relation[];

  /** Working days or hours from the day it is about; negative: before. */
  @ApiProperty({ type: 'integer', minimum: -120, maximum: 250 })
  @IsInt(OFFSET)
  @Min(-120, OFFSET)
  @Max(250, OFFSET)
  offset: number;

  @ApiProperty({ enum: OFFSET_UNITS })
  @IsIn(OFFSET_UNITS, { message: '单位应为工作日、工作小时或亮黄灯那天。' })
  unit: OffsetUnit;

  /** `HH:mm`, for offsets in days. */
  @IsTime('提醒时刻')
  atTime: string;

  /** Again each so many working days or hours; null: once. */
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 60 })
  @Nullable()
  @IsInt(EVERY)
  @Min(1, EVERY)
  @Max(60, EVERY)
  repeatEvery: number | null;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 20 })
  @IsInt(TIMES)
  @Min(0, TIMES)
  @Max(20, TIMES)
  repeatTimes: number;

  /** Outside channels in the order in which they take over from one another; the inbox is always used. */
  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray({ message: '通知渠道应为列表。' })
  @ArrayMaxSize(8, { message: '通知渠道不能超过 8 个。' })
  @ArrayUnique({ message: '通知渠道不能重复。' })
  @LowerCase()
  @IsUUID('all', { each: true, message: '通知渠道的编号格式不对。' })
  channels: string[];

  @ApiProperty({ enum: MODES })
  @IsIn(MODES, { message: '方式应为逐条或汇总。' })
  mode: Mode;

  /** `HH:mm`: when a digest goes out. */
  @IsTime('汇总时刻')
  digestAt: string;

  /** With `{placeholders}`; a part in `[…]` is left out when one of its placeholders is empty. */
  @IsText('标题', { min: 1, max: 120 })
  title: string;

  @IsText('正文', { max: 600 })
  body: string;

  /** `HH:mm`: nobody is told earlier or later. */
  @IsTime('开始时刻')
  sendFrom: string;

  @IsTime('结束时刻', /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
  sendUntil: string;

  @IsBoolean(YES_NO('是否只在工作日'))
  workdaysOnly: boolean;

  /** Nobody may mute it. */
  @IsBoolean(YES_NO('是否必须接收'))
  mandatory: boolean;
}

/** A new rule. */
export class NewRuleBody extends RuleBody {
  /** What it reminds of. */
  @ApiProperty({ enum: WATCH_CODES })
  @IsIn(WATCH_CODES, { message: '提醒的事项不在可选范围内。' })
  what: WatchCode;
}

/** The rule as it is to be; counts from now on. */
export class RulePatch extends RuleBody {
  @IsVersion()
  version: number;
}

const IsRuleCode = (): PropertyDecorator => Matches(/^[a-z][a-z0-9-]{2,60}$/, { message: '规则的编号格式不对。' });

export class RuleCodeParam {
  @IsRuleCode()
  code: string;
}

export class RuleView {
  /** The rule's own name for programs. */
  code: string;
  @ApiProperty({ enum: WATCH_CODES }) what: WatchCode;
  name: string;
  active: boolean;
  ledgerId: string | null;
  ledgerName: string | null;
  ladder: boolean;
  @ApiProperty({ enum: RELATIONS, isArray: true }) whom: Relation[];
  offset: number;
  @ApiProperty({ enum: OFFSET_UNITS }) unit: OffsetUnit;
  atTime: string;
  repeatEvery: number | null;
  repeatTimes: number;
  @ApiProperty({ type: [String] }) channels: string[];
  @ApiProperty({ enum: MODES }) mode: Mode;
  digestAt: string;
  title: string;
  body: string;
  sendFrom: string;
  sendUntil: string;
  workdaysOnly: boolean;
  mandatory: boolean;
  /** It counts from here on. */
  since: string;
  /** Why the last sweep of it failed. */
  fault: string | null;
  /** How many people have muted it. */
  mutedBy: number;
  /** Reminders of the last seven days. */
  lately: number;
  version: number;
}

export class RuleQuery extends PageQuery {
  /** Only of this kind. */
  @ApiProperty({ enum: WATCH_CODES, required: false })
  @Optional()
  @IsIn(WATCH_CODES, { message: '提醒的事项不在可选范围内。' })
  what?: WatchCode;
}

export class RulePage extends PageOf(RuleView) {}

/** What can be reminded of: the form of a rule is made of it. */
export class WatchView {
  @ApiProperty({ enum: WATCH_CODES }) code: WatchCode;
  zh: string;
  en: string;
  /** Whether it is about something that happens, which no preview can know of. */
  moment: boolean;
  /** Whether a rule may be about one ledger. */
  byLedger: boolean;
  /** Who can be told. */
  @ApiProperty({ enum: RELATIONS, isArray: true }) whom: Relation[];
  /** Placeholders for the wording. */
  @ApiProperty({ type: [String] }) placeholders: string[];
}

/** What can be chosen for a rule. */
export class WatchesView {
  @ApiProperty({ type: [WatchView] }) items: WatchView[];
}

/** A rule, saved or not, of which one wants to know what it would do. */
export class RulePreviewBody extends NewRuleBody {
  /** The rule that is changed; what it has told already is left out. */
  @ApiProperty({ type: String, required: false, nullable: true })
  @Nullable()
  @IsRuleCode()
  code: string | null = null;

  /** So many days ahead (or, of what happens, back). */
  @Optional()
  @IsWhole('天数', 1, 31)
  days: number = 14;
}

/** One reminder that the rule would send. */
export class RulePreviewItem {
  /** When, in hours in which it may. */
  at: string;
  personName: string;
  unitName: string;
  title: string;
  body: string;
  @ApiProperty({ enum: SUBJECT_KINDS }) subjectKind: SubjectKind;
  subjectId: string;
  /** Address of the page to open. */
  link: string;
  /** The outside channel that would be used first for this person; null: in the inbox only. */
  channelName: string | null;
}

export class RulePreviewView {
  /** Whether these lie ahead, or are what happened in the days before. */
  @ApiProperty({ enum: ['ahead', 'behind'] }) direction: 'ahead' | 'behind';
  from: string;
  until: string;
  /** How many; at most 2000 are counted. */
  total: number;
  people: number;
  /** The first hundred. */
  @ApiProperty({ type: [RulePreviewItem] }) items: RulePreviewItem[];
}

/** What a ledger does with what is late, from mild to grave. */
export class LadderStepView {
  /** Working days after the deadline. */
  lateDays: number;
  /** A reminder, or a paper (文书). */
  @ApiProperty({ enum: ['reminder', 'paper'] }) kind: 'reminder' | 'paper';
  /** Name of the rule or of the paper. */
  name: string;
  /** Rule, where it is a reminder. */
  code: string | null;
  @ApiProperty({ enum: RELATIONS, isArray: true }) whom: Relation[];
}

export class LadderView {
  ledgerId: string;
  ledgerName: string;
  /** Whether it has steps of its own, or the general ones. */
  own: boolean;
  /** How many steps of its own it has, in use or not: these come back, rather than copies. */
  @ApiProperty({ type: 'integer' }) had: number;
  @ApiProperty({ type: [LadderStepView] }) steps: LadderStepView[];
}

export class LaddersView {
  @ApiProperty({ type: [LadderView] }) items: LadderView[];
}

/** Whether a ledger has steps of its own, or the general ones. */
export class LadderBody {
  /** True: those that it had before, else copies of the general ones; false: its own are switched off. */
  @IsBoolean(YES_NO('是否单独设置'))
  own: boolean;
}
