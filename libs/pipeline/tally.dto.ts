import { IsAmount, IsId, IsMonth, IsText, IsVersion, Nullable, Optional } from '@app/platform';
import { CorrectionReason } from '@app/project';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, Max, Min, ValidateNested } from 'class-validator';

const COUNT = { message: '个数应为 0 至 1000000 的整数。' };

/** Part of a tally: one sector. */
export class TallySector {
  /** 城市经济, 装备制造 … */
  @IsText('行业', { min: 1, max: 60 })
  sector: string;

  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(1_000_000, COUNT)
  count: number;

  /** The stage's amount, in 万元. */
  @Nullable()
  @IsAmount('行业的金额')
  amount?: string | null;
}

/** Totals of a stage at the end of a month, entered where single items are not known (按汇总数填报). */
export class TallyBody {
  /** Items that had passed the stage by the end of the month. */
  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(1_000_000, COUNT)
  count: number;

  /** The amount that the stage adds up, in 万元; null or left out: not known. */
  @Nullable()
  @IsAmount('金额')
  amount?: string | null;

  /** In 万元. */
  @Nullable()
  @IsAmount('总投资')
  totalInvestment?: string | null;

  /** Requested funds, in 万元. */
  @Nullable()
  @IsAmount('申请资金')
  requested?: string | null;

  /** Responsible units that took part. */
  @Nullable()
  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(1_000_000, COUNT)
  units?: number | null;

  /** The count by sector, where it is known; together not more than the whole. */
  @Optional()
  @IsArray({ message: '分行业的数应为列表。' })
  @ArrayMaxSize(50, { message: '最多分 50 个行业。' })
  @ValidateNested({ each: true })
  @Type(() => TallySector)
  sectors: TallySector[] = [];

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /** Why a closed month is changed all the same; only for supervisors, and kept only where one was. */
  @CorrectionReason()
  correctionReason?: string;
}

export class TallyParam {
  @IsId('环节')
  stageId: string;

  @IsMonth('月份')
  month: string;
}

export class TallySectorView {
  sector: string;
  count: number;
  /** In 万元. */
  amount: string | null;
}

export class TallyView {
  month: string;
  count: number;
  /** The amount that the stage adds up, in 万元. */
  amount: string | null;
  /** In 万元. */
  totalInvestment: string | null;
  /** In 万元. */
  requested: string | null;
  units: number | null;
  sectors: TallySectorView[];
  version: number;
  enteredByName: string | null;
  enteredAt: string;
}

/** Why an entry is taken back. */
export class TallyTakeBack {
  @IsText('原因', { min: 2, max: 200 })
  reason: string;

  /** Why a closed month is changed all the same; only for supervisors, and kept only where one was. */
  @CorrectionReason()
  correctionReason?: string;
}
