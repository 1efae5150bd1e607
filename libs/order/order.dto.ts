import { IsDay, IsId, IsText, IsVersion, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { type Missed, MISSED, ORDER_KINDS, type OrderKind } from './order.rules';

const KIND_FAULT = '文书种类应为提示单、督办单、督办函或约谈通知书。';

/** A paper that a supervisor sends by hand, before the ledger's rule would. */
export class OrderBody {
  /** Chosen by the client: sent again under the same id it is issued once. */
  @Optional()
  @IsId('文书')
  id?: string;

  /** The version of the issue that was seen. */
  @IsVersion()
  version: number;

  /** 提示单, 督办单, 督办函, 约谈通知书. */
  @ApiProperty({ enum: ORDER_KINDS })
  @IsIn(ORDER_KINDS, { message: KIND_FAULT })
  kind: OrderKind;

  /** The supervisor's own words: printed on the paper. */
  @Optional()
  @IsText('督办意见', { max: 500 })
  note: string = '';
}

export class OrderQuery extends PageQuery {
  @Optional()
  @ApiProperty({ enum: ORDER_KINDS, required: false })
  @IsIn(ORDER_KINDS, { message: KIND_FAULT })
  kind?: OrderKind;

  /** The department it was sent to. */
  @Optional()
  @IsId('单位')
  unitId?: string;

  /** The issue it is about. */
  @Optional()
  @IsId('问题')
  issueId?: string;

  /** Issued on that day or later. */
  @Optional()
  @IsDay('起始日期')
  from?: string;

  /** Issued on that day or earlier. */
  @Optional()
  @IsDay('截止日期')
  to?: string;
}

/** One paper that was sent. */
export class OrderView {
  id: string;
  @ApiProperty({ enum: ORDER_KINDS }) kind: OrderKind;
  /** 督办〔2024〕12号 */
  number: string;
  issueId: string;
  issueNumber: string;
  issueTitle: string;
  projectName: string | null;
  unitId: string;
  /** The department as it was called when the paper was sent. */
  recipient: string;
  /** Which deadline was missed: to sign for it, or to solve it. */
  @ApiProperty({ enum: MISSED }) missed: Missed;
  /** The deadline as it stood then. */
  dueOn: string;
  /** Working days late when it was sent; 0 when it was sent before. */
  lateDays: number;
  /** Until when an answer is asked for. */
  replyBy: string;
  /** Lower steps of the rule that it stands for because they were never sent. */
  @ApiProperty({ enum: ORDER_KINDS, isArray: true }) covers: OrderKind[];
  issuedAt: string;
  /** Null: the system, by the ledger's rule. */
  issuedByName: string | null;
}

export class OrderPage extends PageOf(OrderView) {}
