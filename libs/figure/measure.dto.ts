import { IsMonth, IsText, IsWhole, Nullable, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, Matches } from 'class-validator';
import {
  type Combine,
  COMBINES,
  type Direction,
  DIRECTIONS,
  FAMILIES,
  MEASURE_BASES,
  type MeasureBasis,
  type MeasureFamily,
} from './figure.kinds';

/** How a figure is defined, from a month on. */
export class MeasureVersion {
  version: number;
  /** The first month for which it counts, until the next version. */
  fromMonth: string;
  /** Chinese name. */
  name: string;
  /** 个, 万元, %, 百分点, 天, 次, 家 … */
  unit: string;
  /** What is counted, a Chinese sentence. */
  population: string;
  /** The quantity that is shown or divided; null: the figure is given. */
  numerator: string | null;
  /** The quantity it is divided by. */
  denominator: string | null;
  @ApiProperty({ enum: COMBINES }) combine: Combine;
  @ApiProperty({ enum: MEASURE_BASES }) basis: MeasureBasis;
  /** Digits after the point; null: those of the list, the stage or the indicator. */
  digits: number | null;
  /** 100 and not 100.00. */
  trimWhole: boolean;
  @ApiProperty({ enum: DIRECTIONS }) direction: Direction;
  /** Formula in Chinese. */
  formula: string;
  /** What it is computed from, in Chinese. */
  source: string;
  /** Why it was changed; null for what is shipped. */
  reason: string | null;
  /** Null: shipped. */
  enteredByName: string | null;
  enteredAt: string;
}

/** A measure with every version of its definition, newest first. */
export class MeasureDefinition {
  code: string;
  @ApiProperty({ enum: FAMILIES }) family: MeasureFamily;
  /** The version that counts now. */
  current: MeasureVersion;
  versions: MeasureVersion[];
  /** Quantities that its numerator and denominator may be. */
  quantities: QuantityView[];
}

/** An exact sum of a family. */
export class QuantityView {
  name: string;
  /** In Chinese. */
  label: string;
}

export class MeasureParam {
  @Matches(/^[a-z]+([.-][a-z]+)+$/, { message: '指标口径的代码格式不对。' })
  code: string;
}

/** What changes; what is left out stays as in the version before. */
export class MeasureVersionBody {
  /** The first month for which it counts. */
  @IsMonth('起始月份')
  fromMonth: string;

  /** Why the definition changes. */
  @IsText('修订原因', { min: 2, max: 500 })
  reason: string;

  @Optional()
  @IsText('名称', { min: 2, max: 40 })
  name?: string;

  @Optional()
  @IsText('统计范围', { min: 2, max: 300 })
  population?: string;

  /** One of the family's quantities. */
  @Optional()
  @IsText('分子', { min: 1, max: 60 })
  numerator?: string;

  @Optional()
  @IsText('分母', { min: 1, max: 60 })
  denominator?: string;

  @Optional()
  @ApiProperty({ enum: MEASURE_BASES, required: false })
  @IsIn(MEASURE_BASES, { message: '口径应为按填报、含前期、不含前期、调度口径或统计入库口径。' })
  basis?: MeasureBasis;

  /** Digits after the point; null: those of the list, the stage or the indicator. */
  @Nullable()
  @IsWhole('小数位数', 0, 4)
  digits?: number | null;

  /** 100 and not 100.00. */
  @Optional()
  @IsBoolean({ message: 'trimWhole 应为 true 或 false。' })
  trimWhole?: boolean;

  @Optional()
  @ApiProperty({ enum: DIRECTIONS, required: false })
  @IsIn(DIRECTIONS, { message: '优劣方向应为越大越好、越小越好或无方向。' })
  direction?: Direction;

  @Optional()
  @IsText('计算公式', { min: 2, max: 500 })
  formula?: string;

  @Optional()
  @IsText('数据来源', { min: 2, max: 200 })
  source?: string;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsWhole('版次', 1, 10_000)
  version?: number;
}
