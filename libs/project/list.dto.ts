import { IsId, IsMonth, IsText, IsVersion, IsWhole, Nullable, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { CorrectionReason } from './closed-months';
import { type Batch, BATCHES, LIST_KINDS, type ListKind, VISIT_RULES, type VisitRule } from './project.kinds';

const DIGITS = { message: '完成率小数位数应为 0 至 4 的整数。' };
const RULE = {
  message: '走访要求应为 week（每周）、fortnight（每两周）、month（每月）、quarter（每季度）或 none（不要求）。',
};

/** A named list for a year (项目清单). */
export class ListBody {
  /** Name, used once a year. */
  @IsText('清单名称', { min: 1, max: 60 })
  name: string;

  @IsInt({ message: '年度应为整数。' })
  @Min(2000, { message: '年度不能早于 2000 年。' })
  @Max(2100, { message: '年度不能晚于 2100 年。' })
  year: number;

  /** 省重点, 市重点, 区重点, 三十工程, 三个一批, 其他. */
  @ApiProperty({ enum: LIST_KINDS })
  @IsIn(LIST_KINDS, { message: '清单类别不在可选范围内。' })
  kind: ListKind;

  /** Digits after the point in its completion rate. */
  @Optional()
  @IsInt(DIGITS)
  @Min(0, DIGITS)
  @Max(4, DIGITS)
  rateDigits: number = 2;

  /** How often its projects must be visited; decided by the kind when left out. */
  @Optional()
  @ApiProperty({ enum: VISIT_RULES, required: false })
  @IsIn(VISIT_RULES, RULE)
  visitEvery?: VisitRule;

  /** Whether a visit to its projects wants a photo. */
  @Optional()
  @IsBoolean({ message: '是否要求照片应为真或假。' })
  photoRequired?: boolean;

  /** What the photo is for, as the officer reads it; needed where one is required. */
  @Optional()
  @IsText('照片用途', { max: 100 })
  photoPurpose?: string;
}

/** What changes; what is left out stays. */
export class ListPatch {
  @Optional()
  @IsText('清单名称', { min: 1, max: 60 })
  name?: string;

  @Optional()
  @IsInt(DIGITS)
  @Min(0, DIGITS)
  @Max(4, DIGITS)
  rateDigits?: number;

  @Optional()
  @ApiProperty({ enum: VISIT_RULES, required: false })
  @IsIn(VISIT_RULES, RULE)
  visitEvery?: VisitRule;

  /** Whether a visit to its projects wants a photo. */
  @Optional()
  @IsBoolean({ message: '是否要求照片应为真或假。' })
  photoRequired?: boolean;

  /** What the photo is for, as the officer reads it; needed where one is required. */
  @Optional()
  @IsText('照片用途', { max: 100 })
  photoPurpose?: string;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;
}

export class ListQuery extends PageQuery {
  /** Only lists of this year. */
  @Optional()
  @IsWhole('年度', 2000, 2100)
  year?: number;

  /** Only lists of this kind. */
  @Optional()
  @ApiProperty({ enum: LIST_KINDS, required: false })
  @IsIn(LIST_KINDS, { message: '清单类别不在可选范围内。' })
  kind?: ListKind;
}

export class ListView {
  id: string;
  name: string;
  year: number;
  @ApiProperty({ enum: LIST_KINDS }) kind: ListKind;
  rateDigits: number;
  @ApiProperty({ enum: VISIT_RULES }) visitEvery: VisitRule;
  /** Whether a visit to its projects wants a photo. */
  photoRequired: boolean;
  /** What the photo is for. */
  photoPurpose: string;
  /** Projects that were ever on it. */
  members: number;
  version: number;
}

export class MemberParam {
  @IsId('项目清单')
  id: string;

  @IsId('项目')
  projectId: string;
}

export class MemberBody {
  /** First month on the list, within its year. */
  @IsMonth('起始月份')
  from: string;

  /** Last month on the list, included; left out or null: it stays on. */
  @Nullable()
  @IsMonth('截止月份')
  to?: string | null;

  /** Only for 三个一批: 签约一批, 开工一批, 投产一批. */
  @Nullable()
  @ApiProperty({ enum: BATCHES, required: false, nullable: true })
  @IsIn(BATCHES, { message: '批次应为 signed（签约）、started（开工）或 production（投产）。' })
  batch?: Batch | null;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /** Why, when it goes into a closed month; supervisors only. */
  @CorrectionReason()
  correctionReason?: string;
}

/** That a project is on a list, and when. */
export class MembershipView {
  listId: string;
  name: string;
  year: number;
  @ApiProperty({ enum: LIST_KINDS }) kind: ListKind;
  /** First month. */
  from: string;
  /** Last month, included; null: open. */
  to: string | null;
  @ApiProperty({ enum: BATCHES, nullable: true }) batch: Batch | null;
  version: number;
}

export class MemberQuery extends PageQuery {
  /** Only those on the list in this month. */
  @Optional()
  @IsMonth('月份')
  month?: string;
}

/** A project on a list. */
export class MemberView {
  projectId: string;
  projectName: string;
  ownerName: string;
  /** In 万元. */
  totalInvestment: string;
  unitName: string | null;
  from: string;
  to: string | null;
  @ApiProperty({ enum: BATCHES, nullable: true }) batch: Batch | null;
  version: number;
}

export class ListPage extends PageOf(ListView) {}
export class MemberRemoval {
  /** The version of the membership that was seen; checked when given. */
  @Optional()
  @IsWhole('版本号', 1, 2_147_483_647)
  version?: number;

  /** Why, when it goes into a closed month; supervisors only. */
  @CorrectionReason()
  correctionReason?: string;
}

export class MemberPage extends PageOf(MemberView) {}
