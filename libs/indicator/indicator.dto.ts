import {
  IsId,
  IsMonth,
  isAmount,
  IsText,
  IsVersion,
  IsWhole,
  Nullable,
  Optional,
  PageOf,
  PageQuery,
} from '@app/platform';
import { CorrectionReason } from '@app/project';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, Matches, Max, Min, ValidateBy, ValidateNested } from 'class-validator';
import {
  type Direction,
  DIRECTIONS,
  INDICATOR_ACTIONS,
  INDICATOR_KINDS,
  type IndicatorAction,
  type IndicatorKind,
} from './indicator.kinds';

/** A number in the indicator's own unit of measurement, as text, so that nothing of it is lost. */
const IsFigure = (label: string): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    ApiProperty({ type: String, format: 'decimal', pattern: '^-?\\d{1,12}(\\.\\d{1,4})?$', example: '9.5' }),
    ValidateBy({
      name: 'isFigure',
      validator: { validate: isAmount, defaultMessage: () => `${label}应为数字文本，最多四位小数，例如 "9.5"。` },
    }),
  );

const DIGITS = { message: '比率的小数位数应为 0 至 4 的整数。' };
const LEVEL = { message: '指标级次应为 1（一级）或 2（二级）。' };
const KIND = { message: '指标类型应为 amount（总量）、growth（增速）、rank（位次）、count（数量）或 share（占比）。' };
const DIRECTION = { message: '指标方向应为 more（越高越好）或 less（越低越好）。' };

/** An indicator (指标) of a year. Year and code name it: the same body again is the same indicator. */
export class IndicatorBody {
  @IsInt({ message: '年度应为整数。' })
  @Min(2000, { message: '年度不能早于 2000 年。' })
  @Max(2100, { message: '年度不能晚于 2100 年。' })
  year: number;

  /** Number as people print it, `1` or `1.02`; the same in each year, so that growth can be computed. */
  @Matches(/^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/, {
    message: '指标编号为 1 至 20 位数字、字母、点或横线，以数字或字母开头，例如 1.02。',
  })
  code: string;

  @IsText('指标名称', { min: 1, max: 100 })
  name: string;

  /** Unit of measurement: 亿元, %, 位, 公里. */
  @Optional()
  @IsText('计量单位', { max: 20 })
  unit: string = '';

  /** 1: first level, 2: second level. */
  @IsIn([1, 2], LEVEL)
  level: number;

  /** The first-level indicator of the same year that it belongs to; none for the first level. */
  @Nullable()
  @IsId('所属指标')
  parentId?: string | null;

  /** 总量 (since January), 增速 in percent, 位次, 数量, 占比 in percent. */
  @ApiProperty({ enum: INDICATOR_KINDS })
  @IsIn(INDICATOR_KINDS, KIND)
  kind: IndicatorKind;

  /** Whether more or less is better; left out: less for a rank, else more. */
  @Optional()
  @ApiProperty({ enum: DIRECTIONS, required: false })
  @IsIn(DIRECTIONS, DIRECTION)
  direction?: Direction;

  /** Digits after the point in its rates. */
  @Optional()
  @IsInt(DIGITS)
  @Min(0, DIGITS)
  @Max(4, DIGITS)
  digits: number = 2;

  /** Annual target in `unit`, from January on; the rank to be reached for a rank. */
  @Nullable()
  @IsFigure('年度目标')
  target?: string | null;

  /** Who answers for it. */
  @Nullable()
  @IsId('责任单位')
  unitId?: string | null;

  /** Where target and actuals come from. */
  @Optional()
  @IsText('数据来源', { max: 200 })
  source: string = '';
}

/** What changes; what is left out stays. */
export class IndicatorPatch {
  @Optional()
  @IsText('指标名称', { min: 1, max: 100 })
  name?: string;

  /** Unit of measurement. */
  @Optional()
  @IsText('计量单位', { max: 20 })
  unit?: string;

  /** Another first-level indicator of the same year, for a second-level one. */
  @Optional()
  @IsId('所属指标')
  parentId?: string;

  @Optional()
  @ApiProperty({ enum: INDICATOR_KINDS, required: false })
  @IsIn(INDICATOR_KINDS, KIND)
  kind?: IndicatorKind;

  @Optional()
  @ApiProperty({ enum: DIRECTIONS, required: false })
  @IsIn(DIRECTIONS, DIRECTION)
  direction?: Direction;

  @Optional()
  @IsInt(DIGITS)
  @Min(0, DIGITS)
  @Max(4, DIGITS)
  digits?: number;

  /** Annual target, from `targetFrom` on; null takes it away from then on. */
  @Nullable()
  @IsFigure('年度目标')
  target?: string | null;

  /** First month in which the new target counts, within the year; the running month when left out. */
  @Optional()
  @IsMonth('目标起算月份')
  targetFrom?: string;

  @Nullable()
  @IsId('责任单位')
  unitId?: string | null;

  @Optional()
  @IsText('数据来源', { max: 200 })
  source?: string;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /** Why a supervisor changes what a closed month counted; needed only after 409 `month-closed`. */
  @CorrectionReason()
  correctionReason?: string;
}

export class IndicatorQuery extends PageQuery {
  /** Only those of this year. */
  @Optional()
  @IsWhole('年度', 2000, 2100)
  year?: number;

  /** Only those of this level. */
  @Optional()
  @IsWhole('级次', 1, 2)
  level?: number;

  @Optional()
  @ApiProperty({ enum: INDICATOR_KINDS, required: false })
  @IsIn(INDICATOR_KINDS, KIND)
  kind?: IndicatorKind;

  /** Only those that this unit answers for. */
  @Optional()
  @IsId('责任单位')
  unitId?: string;

  /** Part of the name or the code. */
  @Optional()
  @IsText('查找内容', { max: 50 })
  q?: string;
}

/** One part of the split of a target: up to a month, of a unit, or both. */
export class IndicatorSplitItem {
  /** Target from January to the end of this month; left out or null: of the whole year. */
  @Nullable()
  @IsMonth('月份')
  month?: string | null;

  /** Whose part it is; left out or null: of all. */
  @Nullable()
  @IsId('单位')
  unitId?: string | null;

  @IsFigure('分解的目标')
  target: string;
}

/** The whole split of an indicator, in place of the one before. */
export class IndicatorSplitBody {
  @IsArray({ message: '目标分解应为列表。' })
  @ArrayMaxSize(2000, { message: '目标分解最多 2000 项。' })
  @ValidateNested({ each: true })
  @Type(() => IndicatorSplitItem)
  items: IndicatorSplitItem[];

  /** The version of the indicator that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /** Why a supervisor changes what a closed month counted; needed only after 409 `month-closed`. */
  @CorrectionReason()
  correctionReason?: string;
}

export class IndicatorSplitView {
  /** Null: of the whole year. */
  month: string | null;
  /** Null: of all units. */
  unitId: string | null;
  unitName: string | null;
  @ApiProperty({ type: String, format: 'decimal' }) target: string;
}

/** The annual target from a month on. */
export class IndicatorTargetView {
  from: string;
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) target: string | null;
  enteredByName: string | null;
  enteredAt: string;
}

export class IndicatorView {
  id: string;
  year: number;
  code: string;
  name: string;
  /** Of measurement. */
  unit: string;
  level: number;
  parentId: string | null;
  parentName: string | null;
  @ApiProperty({ enum: INDICATOR_KINDS }) kind: IndicatorKind;
  @ApiProperty({ enum: DIRECTIONS }) direction: Direction;
  digits: number;
  /** The newest annual target. */
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) target: string | null;
  unitId: string | null;
  unitName: string | null;
  source: string;
  version: number;
}

/** An indicator, whole. */
export class IndicatorDetail extends IndicatorView {
  /** Annual targets, newest first. */
  targets: IndicatorTargetView[];
  split: IndicatorSplitView[];
  /** Where the split does not add up to the annual target, in words; null where it does. */
  splitNote: string | null;
  @ApiProperty({ enum: INDICATOR_ACTIONS, isArray: true }) allowedActions: IndicatorAction[];
}

export class ActualParam {
  @IsId('指标')
  id: string;

  @IsMonth('月份')
  month: string;
}

/** What was reached, as of the end of the month or since January. */
export class ActualBody {
  @IsFigure('完成值')
  value: string;

  /** Of one unit; left out or null: of all. */
  @Nullable()
  @IsId('单位')
  unitId?: string | null;

  /** The same month of the year before as the source gives it; left out: stays, null: the entry of that year counts. */
  @Nullable()
  @IsFigure('上年同期')
  yearBefore?: string | null;

  /** Percent of the whole as the source states it, for an amount or count without a target; left out: stays. */
  @Nullable()
  @IsFigure('占总数的比例')
  statedShare?: string | null;

  /** Left out: stays. */
  @Optional()
  @IsText('说明', { max: 200 })
  note?: string;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /** Why a supervisor changes what a closed month counted; needed only after 409 `month-closed`. */
  @CorrectionReason()
  correctionReason?: string;
}

export class ActualVersion {
  /** Of one unit; left out: of all. */
  @Optional()
  @IsId('单位')
  unitId?: string;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsWhole('版本号', 1, 2_147_483_647)
  version?: number;

  /** Why a supervisor changes what a closed month counted; needed only after 409 `month-closed`. */
  @CorrectionReason()
  correctionReason?: string;
}

export class ActualQuery extends PageQuery {
  /** Only of this month. */
  @Optional()
  @IsMonth('月份')
  month?: string;

  /** Only of this unit. */
  @Optional()
  @IsId('单位')
  unitId?: string;
}

export class ActualView {
  month: string;
  /** Null: of all units. */
  unitId: string | null;
  unitName: string | null;
  @ApiProperty({ type: String, format: 'decimal' }) value: string;
  /** As the source gives it. */
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) yearBefore: string | null;
  /** Percent, as the source states it. */
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) statedShare: string | null;
  note: string;
  version: number;
  enteredByName: string | null;
  enteredAt: string;
}

/** One entry of the change record. */
export class IndicatorChange {
  id: string;
  at: string;
  actorName: string | null;
  /** indicator, indicator-split or indicator-actual. */
  kind: string;
  action: string;
  @ApiProperty({ type: Object, nullable: true }) before: Record<string, unknown> | null;
  @ApiProperty({ type: Object, nullable: true }) after: Record<string, unknown> | null;
  /** Why a closed month was changed. */
  reason: string | null;
}

export class IndicatorPage extends PageOf(IndicatorView) {}
export class ActualPage extends PageOf(ActualView) {}
export class IndicatorChangePage extends PageOf(IndicatorChange) {}
