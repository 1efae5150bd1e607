import { IsWhole, LowerCase, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsUUID } from 'class-validator';
import { DUTY_STATES, type DutyState, IsWeek } from './duty.dto';

export const POINT_CODES = ['verify-red', 'verify', 'red', 'behind', 'unseen', 'due', 'photo'] as const;
/** Why a project is looked at early, see `plan.rules.ts`. */
export type PointCode = (typeof POINT_CODES)[number];

/** One reason, in words and with its weight. */
export class WeekPlanPoint {
  @ApiProperty({ enum: POINT_CODES }) code: PointCode;
  /** A clause with its number: 1 个问题待现场核验. */
  text: string;
  /** What it adds to the score. */
  @ApiProperty({ type: 'integer' }) weight: number;
}

/** One project to be visited in the week. */
export class WeekPlanItem {
  projectId: string;
  projectName: string;
  ownerName: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  @ApiProperty({ enum: DUTY_STATES }) state: DutyState;
  /** Of the duty: `2024-W42`, `2024-10` … */
  period: string;
  /** Its last day. */
  periodEnd: string;
  /** The strongest first. */
  @ApiProperty({ type: [WeekPlanPoint] }) points: WeekPlanPoint[];
  /** Sum of the weights. */
  @ApiProperty({ type: 'integer' }) score: number;
  /** Metres from the one before, straight; null for the first and where a place is not known. */
  @ApiProperty({ type: 'integer', nullable: true }) distanceBefore: number | null;
  /** The visit that met the duty. */
  visitId: string | null;
}

/** The week of an officer in the order in which they go (本周安排). */
export class WeekPlanView {
  week: string;
  /** Of the order that was chosen; 0: none was chosen yet. */
  @ApiProperty({ type: 'integer' }) version: number;
  /** The order is the officer's own, not the proposed one. */
  reordered: boolean;
  @ApiProperty({ type: [WeekPlanItem] }) items: WeekPlanItem[];
  /** Projects whose place is not known: not on the map. */
  @ApiProperty({ type: 'integer' }) unplaced: number;
}

export class WeekPlanQuery {
  /** ISO week; this week when left out. */
  @Optional()
  @ApiProperty({ type: String, required: false, example: '2024-W42' })
  @IsWeek('周')
  week?: string;
}

export class WeekPlanParam {
  /** ISO week. */
  @ApiProperty({ type: String, example: '2024-W42' })
  @IsWeek('周')
  week: string;
}

/** An order of one's own; without any project the proposed one holds again. */
export class WeekPlanBody {
  /** Projects in the order in which they are to be visited; those left out come where they are proposed. */
  @LowerCase()
  @ArrayUnique({ message: '同一个项目只能排一次。' })
  @ArrayMaxSize(200, { message: '一周最多安排 200 个项目。' })
  @IsArray({ message: '顺序应为项目编号的列表。' })
  @IsUUID('all', { each: true, message: '项目的编号格式不对。' })
  projectIds: string[];

  /** The version that was seen; 0 for the proposed order. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @IsWhole('版本号', 0, 2_147_483_647)
  version: number;
}
