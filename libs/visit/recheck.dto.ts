import { type Finding, FINDINGS, type State, STATES } from '@app/ledger';
import { IsId, IsText, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

/** An open problem of the project, looked at again on the spot. */
export class Recheck {
  /** Of the same project. */
  @IsId('问题')
  issueId: string;

  @ApiProperty({ enum: FINDINGS })
  @IsIn(FINDINGS, { message: '复核结果应为 still（仍存在）、progress（有进展）或 solved（已解决，建议核验）。' })
  finding: Finding;

  /** What was seen. */
  @Optional()
  @IsText('复核说明', { max: 500 })
  note?: string;
}

/** What a visit found of a problem that was known before. */
export class RecheckView {
  issueId: string;
  number: string;
  title: string;
  @ApiProperty({ enum: FINDINGS }) finding: Finding;
  note: string;
  /** When the visit arrived. */
  @ApiProperty({ enum: STATES }) stateThen: State;
  @ApiProperty({ enum: STATES }) stateNow: State;
  /** It was over when the visit arrived, and stays so. */
  closedThen: boolean;
}
