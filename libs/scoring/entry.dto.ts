import { IsDay, IsId, IsMonth, IsText, Nullable, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

/** A bonus or deduction that no figure tells (据实加减分). The same id with the same body is kept once. */
export class EntryBody {
  /** Chosen by the client. */
  @Optional()
  @IsId('登记')
  id?: string;

  @IsId('考核办法')
  schemeId: string;

  /** An item of the scheme that is entered by hand. */
  @IsText('考核项', { min: 1, max: 40 })
  itemCode: string;

  @IsId('单位')
  unitId: string;

  /** The project that it is about, if any. */
  @Nullable()
  @IsId('项目')
  projectId?: string | null;

  /** The day on which it happened: it counts in the period that holds it. */
  @IsDay('发生日期')
  occurredOn: string;

  /** As the item says: within its least and most, without the sign of a deduction. */
  @Matches(/^\d{1,4}(\.\d{1,4})?$/, { message: '分值应为不带符号的数字，最多四位小数。' })
  points: string;

  /** What happened. */
  @IsText('事由', { min: 2, max: 300 })
  note: string;

  /** Where it is written: document number, link, minutes. */
  @IsText('依据', { min: 2, max: 300 })
  evidence: string;
}

export class WithdrawBody {
  /** Why it does not count. */
  @IsText('撤销原因', { min: 2, max: 300 })
  reason: string;
}

export class EntryQuery extends PageQuery {
  @Optional()
  @IsId('考核办法')
  schemeId?: string;

  @Optional()
  @IsId('单位')
  unitId?: string;

  /** Only what happened in this month. */
  @Optional()
  @IsMonth('月份')
  month?: string;
}

/** A file that supports an entry or an objection. */
export class ScoringFileView {
  id: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
  sha256: string;
  uploadedByName: string;
  at: string;
}

export class EntryView {
  id: string;
  schemeId: string;
  schemeName: string;
  itemCode: string;
  /** As the newest version of the scheme calls it. */
  itemName: string;
  unitId: string;
  unitName: string;
  projectId: string | null;
  projectName: string | null;
  occurredOn: string;
  /** As it counts, with its sign. */
  points: string;
  note: string;
  evidence: string;
  enteredByName: string;
  enteredAt: string;
  /** Why it no longer counts; null: it does. */
  withdrawnReason: string | null;
  withdrawnAt: string | null;
  @ApiProperty({ type: [ScoringFileView] }) files: ScoringFileView[];
}

export class EntryPage extends PageOf(EntryView) {}
