import { IsDay, IsId, IsText, IsVersion, IsWhole, Nullable, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

export const STAND_IN_REASONS = ['leave', 'hand-over'] as const;
/** 请假, 移交. */
export type StandInReason = (typeof STAND_IN_REASONS)[number];
const REASON = { message: '代访原因应为 leave（请假）或 hand-over（移交）。' };

export class StandInBody {
  /** Chosen by the client (UUIDv7): sent again it is made once. */
  @Optional()
  @IsId('代访安排')
  id?: string;

  /** Who is away. */
  @IsId('人员')
  personId: string;

  /** Who goes instead (AB角); null: on leave without a stand-in. */
  @Nullable()
  @IsId('代访人')
  standInId?: string | null;

  @ApiProperty({ enum: STAND_IN_REASONS })
  @IsIn(STAND_IN_REASONS, REASON)
  reason: StandInReason;

  /** First day. */
  @IsDay('起始日期')
  from: string;

  /** Last day, included. */
  @IsDay('截止日期')
  until: string;

  @Optional()
  @IsText('说明', { max: 300 })
  note: string = '';
}

/** What changes; what is left out stays. */
export class StandInPatch {
  @Optional()
  @IsDay('起始日期')
  from?: string;

  @Optional()
  @IsDay('截止日期')
  until?: string;

  /** Null: nobody goes instead. */
  @Nullable()
  @IsId('代访人')
  standInId?: string | null;

  @Optional()
  @IsText('说明', { max: 300 })
  note?: string;

  /** The version that was seen. */
  @IsVersion()
  version: number;
}

export class StandInVersion {
  /** The version that was seen, when it is told. */
  @Optional()
  @IsWhole('版本号', 1, 2_147_483_647)
  version?: number;
}

export class StandInQuery extends PageQuery {
  /** Only those in which this person is away or stands in. */
  @Optional()
  @IsId('人员')
  personId?: string;

  /** True: without those that are over. */
  @Optional()
  @ApiProperty({ enum: ['true', 'false'], required: false })
  @IsIn(['true', 'false'], { message: 'current 应为 true 或 false。' })
  current?: 'true' | 'false';
}

/** For these days somebody else goes (AB角), or nobody. */
export class StandInView {
  id: string;
  personId: string;
  personName: string;
  standInId: string | null;
  standInName: string | null;
  @ApiProperty({ enum: STAND_IN_REASONS }) reason: StandInReason;
  /** First day. */
  from: string;
  /** Last day, included. */
  until: string;
  note: string;
  version: number;
  createdByName: string;
  /** Whether today is one of its days. */
  running: boolean;
}

export class StandInPage extends PageOf(StandInView) {}
