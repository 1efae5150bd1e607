import {
  IsMonth,
  IsText,
  IsVersion,
  Nullable,
  Optional,
  PageOf,
  PageQuery,
  type PeriodKind,
  PERIODS,
} from '@app/platform';
import { LIST_KINDS, type ListKind } from '@app/project';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  CONDITION_KINDS,
  type ConditionKind,
  DIRECTIONS,
  ITEM_KINDS,
  type ItemDirection,
  type ItemKind,
  NO_BASES,
  type NoBase,
  type Over,
  OVERS,
  PER,
  type Per,
  type When,
  WHENS,
} from './scheme.kinds';

const NUMBER = { message: '分值和界限应为数字，最多四位小数，例如 "15"。' };
const IsNumberText = (): PropertyDecorator => Matches(/^-?\d{1,12}(\.\d{1,4})?$/, NUMBER);
const OFTEN = { message: '次数限制应为 1 至 100 的整数。' };

/** What must hold of a project. */
export class ConditionView {
  @ApiProperty({ enum: CONDITION_KINDS })
  @IsIn(CONDITION_KINDS, { message: '条件类别不在可选范围内。' })
  kind: ConditionKind;

  /** Kind of milestone, category, batch or kind of list; left out for the registry. */
  @Optional()
  @IsText('条件取值', { max: 40 })
  value?: string;

  /** Milestones only: in the period, this year, in earlier years, or ever until the end of the period (the default). */
  @Optional()
  @ApiProperty({ enum: WHENS, required: false })
  @IsIn(WHENS, { message: '条件的时间范围不在可选范围内。' })
  when?: When;

  /** Turned round: it must not hold. */
  @Optional()
  @IsBoolean({ message: '是否取反应为真或假。' })
  not?: boolean;
}

/** A tier: from this value on (included); null: all below the others. */
export class TierView {
  /** In the unit of what is looked at (amounts in 万元). */
  @ApiProperty({ type: String, nullable: true })
  @Nullable()
  @IsNumberText()
  from: string | null;

  @IsNumberText()
  points: string;
}

/** A way to count a project; each goes by the first that fits. */
export class CaseView {
  @IsText('情形名称', { min: 1, max: 40 })
  label: string;

  @ApiProperty({ type: [ConditionView] })
  @IsArray({ message: '条件应为列表。' })
  @ArrayMaxSize(10, { message: '一种情形的条件不能超过 10 个。' })
  @ValidateNested({ each: true })
  @Type(() => ConditionView)
  where: ConditionView[];

  @IsNumberText()
  points: string;
}

/** One item of a scheme (考核项). What its kind does not use may be left out. */
export class ScoringItemView {
  /** Stays the same from version to version: entries and objections name it. */
  @Matches(/^[a-z][a-z0-9-]{0,39}$/, { message: '考核项代码以小写字母开头，只含小写字母、数字和横线。' })
  code: string;

  @IsText('考核项名称', { min: 1, max: 40 })
  name: string;

  @ApiProperty({ enum: ITEM_KINDS })
  @IsIn(ITEM_KINDS, { message: '计分方式不在可选范围内。' })
  kind: ItemKind;

  /** Whether its points are added or deducted. */
  @Optional()
  @ApiProperty({ enum: DIRECTIONS, required: false })
  @IsIn(DIRECTIONS, { message: '加分或减分应为 add 或 deduct。' })
  direction: ItemDirection = 'add';

  /** Most points of the item; null: no limit. */
  @Nullable()
  @IsNumberText()
  cap?: string | null;

  /** Fewest points of the item; null: no limit. */
  @Nullable()
  @IsNumberText()
  floor?: string | null;

  /** How often it counts in a quarter; null: no limit. */
  @Nullable()
  @IsInt(OFTEN)
  @Min(1, OFTEN)
  @Max(100, OFTEN)
  perQuarter?: number | null;

  /** How often it counts in a year; null: no limit. */
  @Nullable()
  @IsInt(OFTEN)
  @Min(1, OFTEN)
  @Max(100, OFTEN)
  perYear?: number | null;

  @Optional()
  @IsText('说明', { max: 300 })
  note?: string;

  /** Code of a measure that there is of units, such as `investment.rate`. */
  @Optional()
  @Matches(/^[a-z][a-z.-]{1,60}$/, { message: '指标代码格式不对。' })
  measure?: string;

  /** Weight × numerator ÷ denominator (`rate`), or weight × the value (`each`). */
  @Optional()
  @ApiProperty({ enum: PER, required: false })
  @IsIn(PER, { message: '计分口径应为 rate（按比率）或 each（按数值）。' })
  per?: Per;

  /** Points for 100 %, or for one of the measure's unit. */
  @Optional()
  @IsNumberText()
  weight?: string;

  /** A unit whose base is zero takes no part (`exclude`), gets nothing (`zero`), or its other such items weigh more (`spread`). */
  @Optional()
  @ApiProperty({ enum: NO_BASES, required: false })
  @IsIn(NO_BASES, { message: '没有基数时的处理不在可选范围内。' })
  noBase?: NoBase;

  /** Also projects that were among the three batches of earlier years. */
  @Optional()
  @IsBoolean({ message: '是否包含历年项目应为真或假。' })
  wide?: boolean;

  @Optional()
  @ApiProperty({ type: [ConditionView], required: false })
  @IsArray({ message: '条件应为列表。' })
  @ArrayMaxSize(10, { message: '条件不能超过 10 个。' })
  @ValidateNested({ each: true })
  @Type(() => ConditionView)
  among?: ConditionView[];

  @Optional()
  @ApiProperty({ type: [ConditionView], required: false })
  @IsArray({ message: '条件应为列表。' })
  @ArrayMaxSize(10, { message: '条件不能超过 10 个。' })
  @ValidateNested({ each: true })
  @Type(() => ConditionView)
  reached?: ConditionView[];

  /** What the tiers look at: of each project its plan, total, completion since January or in the period; or a measure. */
  @Optional()
  @ApiProperty({ enum: OVERS, required: false })
  @IsIn(OVERS, { message: '分档依据不在可选范围内。' })
  over?: Over;

  @Optional()
  @ApiProperty({ type: [TierView], required: false })
  @IsArray({ message: '分档应为列表。' })
  @ArrayMaxSize(20, { message: '分档不能超过 20 档。' })
  @ValidateNested({ each: true })
  @Type(() => TierView)
  tiers?: TierView[];

  @Optional()
  @ApiProperty({ type: [CaseView], required: false })
  @IsArray({ message: '情形应为列表。' })
  @ArrayMaxSize(20, { message: '情形不能超过 20 种。' })
  @ValidateNested({ each: true })
  @Type(() => CaseView)
  cases?: CaseView[];

  /** Threshold: the value to pass (amounts in 万元). */
  @Optional()
  @IsNumberText()
  value?: string;

  /** Threshold: reaching it is enough. */
  @Optional()
  @IsBoolean({ message: '是否含界限本身应为真或假。' })
  inclusive?: boolean;

  /** Threshold: points each month that it is passed. */
  @Optional()
  @IsNumberText()
  points?: string;

  /** Manual: fewest and most points of one entry. */
  @Optional()
  @IsNumberText()
  least?: string;

  @Optional()
  @IsNumberText()
  most?: string;
}

/** How points arise. */
export class SchemeRuleView {
  /** Evaluated each month, quarter or year. */
  @ApiProperty({ enum: PERIODS })
  @IsIn(PERIODS, { message: '考核周期应为 month（月）、quarter（季）或 year（年）。' })
  period: PeriodKind;

  /** Digits after the point of an item's points. */
  @IsInt({ message: '得分的小数位数应为整数。' })
  @Min(0, { message: '得分的小数位数应为 0 至 4。' })
  @Max(4, { message: '得分的小数位数应为 0 至 4。' })
  digits: number = 2;

  /** Kinds of lists whose projects count; empty: every list of the year. */
  @ApiProperty({ enum: LIST_KINDS, isArray: true })
  @IsArray({ message: '清单类别应为列表。' })
  @ArrayUnique({ message: '清单类别不能重复。' })
  @IsIn(LIST_KINDS, { each: true, message: '清单类别不在可选范围内。' })
  lists: ListKind[] = [];

  @ApiProperty({ type: [ScoringItemView] })
  @IsArray({ message: '考核项应为列表。' })
  @ArrayMaxSize(40, { message: '考核项不能超过 40 个。' })
  @ValidateNested({ each: true })
  @Type(() => ScoringItemView)
  items: ScoringItemView[];
}

export class SchemeBody {
  /** Name, used once. */
  @IsText('办法名称', { min: 2, max: 60 })
  name: string;

  /** Where it comes from and what it is for. */
  @Optional()
  @IsText('说明', { max: 1000 })
  description: string = '';

  /** The month from which it counts. */
  @IsMonth('起始月份')
  fromMonth: string;

  @ValidateNested()
  @Type(() => SchemeRuleView)
  rule: SchemeRuleView;
}

/** What changes of a scheme besides its rule; what is left out stays. */
export class SchemePatch {
  @Optional()
  @IsText('办法名称', { min: 2, max: 60 })
  name?: string;

  @Optional()
  @IsText('说明', { max: 1000 })
  description?: string;

  /** False: no new evaluations; what was published stays. */
  @Optional()
  @IsBoolean({ message: '是否停用应为真或假。' })
  active?: boolean;

  /** The version that was seen. */
  @Optional()
  @IsVersion()
  version?: number;
}

/** A later version of the rule. */
export class SchemeVersionBody {
  /** The month from which it counts; not before that of the version before. */
  @IsMonth('起始月份')
  fromMonth: string;

  /** Why it changes. */
  @IsText('修订原因', { min: 1, max: 300 })
  reason: string;

  @ValidateNested()
  @Type(() => SchemeRuleView)
  rule: SchemeRuleView;

  /** The number of the version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  number?: number;
}

export class SchemeVersionView {
  number: number;
  fromMonth: string;
  reason: string;
  /** Null: shipped with the program. */
  createdByName: string | null;
  createdAt: string;
  rule: SchemeRuleView;
  /** Each item's rule in a sentence, in their order. */
  words: string[];
}

/** A scheme in a list. */
export class SchemeRow {
  id: string;
  name: string;
  description: string;
  active: boolean;
  version: number;
  /** Newest version of the rule. */
  number: number;
  fromMonth: string;
  @ApiProperty({ enum: PERIODS }) period: PeriodKind;
  items: number;
}

/** A scheme, whole. */
export class SchemeView extends SchemeRow {
  /** Newest first. */
  @ApiProperty({ type: [SchemeVersionView] }) versions: SchemeVersionView[];
}

export class SchemeQuery extends PageQuery {}

/** A changed rule, to see what it would do; nothing is kept. */
export class SchemePreviewBody {
  /** The month for which the points are computed; the one that ended last when left out. */
  @Optional()
  @IsMonth('月份')
  month?: string;

  @ValidateNested()
  @Type(() => SchemeRuleView)
  rule: SchemeRuleView;
}

export class PreviewSide {
  rank: number;
  total: string;
}

/** What a change does to one unit; null: it takes no part. */
export class PreviewRow {
  unitId: string;
  name: string;
  @ApiProperty({ type: PreviewSide, nullable: true }) before: PreviewSide | null;
  @ApiProperty({ type: PreviewSide, nullable: true }) after: PreviewSide | null;
  /** After − before; null unless both are there. */
  change: string | null;
}

export class PreviewView {
  /** The period that holds the month. */
  period: string;
  periodName: string;
  /** Version of the rule that counts for it now; null: none. */
  number: number | null;
  @ApiProperty({ type: [PreviewRow] }) rows: PreviewRow[];
}

/** A measure that items and rankings may use: there is one of each unit. */
export class UnitMeasure {
  code: string;
  name: string;
  unit: string;
  /** Whether it divides. */
  rate: boolean;
}

export class SchemePage extends PageOf(SchemeRow) {}
