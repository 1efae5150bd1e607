import { IssueDraft, type State, STATES } from '@app/ledger';
import { IsDay, IsId, IsInstant, isWeek, IsMonth, IsText, Nullable, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsNumber, IsObject, Max, Min, ValidateBy, ValidateNested } from 'class-validator';

export const DUTY_RHYTHMS = ['week', 'month'] as const;
/** 每周一访, 每月一访. */
export type DutyRhythm = (typeof DUTY_RHYTHMS)[number];

/** Where the phone was, as it says itself. */
export class VisitLocation {
  /** Degrees north, WGS-84. */
  @IsNumber({}, { message: '纬度应为数字。' })
  @Min(-90, { message: '纬度应在 -90 至 90 之间。' })
  @Max(90, { message: '纬度应在 -90 至 90 之间。' })
  latitude: number;

  /** Degrees east, WGS-84. */
  @IsNumber({}, { message: '经度应为数字。' })
  @Min(-180, { message: '经度应在 -180 至 180 之间。' })
  @Max(180, { message: '经度应在 -180 至 180 之间。' })
  longitude: number;

  /** Radius in metres within which the phone believes itself. */
  @Optional()
  @IsNumber({}, { message: '定位精度应为以米为单位的数字。' })
  @Min(0, { message: '定位精度不能为负数。' })
  @Max(1_000_000, { message: '定位精度不能超过 1000 公里。' })
  accuracy?: number;
}

/** A visit with the problems it found: all of it is kept, or nothing. */
export class VisitBody {
  /** Chosen by the client (UUIDv7): sent again it is logged once. */
  @Optional()
  @IsId('走访')
  id?: string;

  /** The project that was visited. */
  @IsId('项目')
  projectId: string;

  /** When: may lie long back, for a phone that had no signal; not ahead. */
  @IsInstant('走访时间')
  visitedAt: string;

  /** What was seen. */
  @IsText('走访情况', { min: 1, max: 2000 })
  note: string;

  /** Where, when the phone knew. */
  @Nullable()
  @ApiProperty({ type: () => VisitLocation, required: false, nullable: true })
  @IsObject({ message: '位置应含 latitude 和 longitude。' })
  @ValidateNested({ message: '位置应含 latitude 和 longitude。' })
  @Type(() => VisitLocation)
  location?: VisitLocation | null;

  /** Problems found, registered in the problem ledger. */
  @Optional()
  @ApiProperty({ type: () => [IssueDraft], required: false })
  @ArrayMaxSize(20, { message: '一次走访最多登记 20 个问题。' })
  @IsArray({ message: '问题应为列表。' })
  // A list within the list would pass as an object of its own.
  @IsObject({ each: true, message: '每个问题应含标题 title。' })
  @ValidateNested({ each: true, message: '每个问题应含标题 title。' })
  @Type(() => IssueDraft)
  issues: IssueDraft[] = [];
}

export class VisitQuery extends PageQuery {
  /** Only of this project. */
  @Optional()
  @IsId('项目')
  projectId?: string;

  /** Only by this person. */
  @Optional()
  @IsId('走访人')
  officerId?: string;

  /** From this day on. */
  @Optional()
  @IsDay('起始日期')
  from?: string;

  /** Up to this day, included. */
  @Optional()
  @IsDay('截止日期')
  to?: string;
}

/** One visit in a list. */
export class VisitRow {
  id: string;
  projectId: string;
  projectName: string;
  officerId: string;
  officerName: string;
  visitedAt: string;
  /** Shanghai day of `visitedAt`: what coverage counts. */
  visitedOn: string;
  note: string;
  @ApiProperty({ type: () => VisitLocation, nullable: true }) location: VisitLocation | null;
  /** How many problems it found. */
  issueCount: number;
}

/** A problem that the visit found, as it stands now. */
export class VisitIssue {
  id: string;
  number: string;
  title: string;
  @ApiProperty({ enum: STATES }) state: State;
}

/** One visit, whole. */
export class VisitView extends VisitRow {
  issues: VisitIssue[];
}

export class DutyQuery extends PageQuery {
  /** ISO week; this week when left out. Monthly duties of the month it counts for are among the rows. */
  @Optional()
  @ApiProperty({ type: String, required: false, example: '2024-W42' })
  @ValidateBy({
    name: 'isWeek',
    validator: { validate: isWeek, defaultMessage: () => '周应为存在的周次，写作 2024-W42。' },
  })
  week?: string;

  /** Only of projects this person is responsible for. */
  @Optional()
  @IsId('项目专员')
  officerId?: string;

  /** Only of projects of this unit. */
  @Optional()
  @IsId('单位')
  unitId?: string;

  /** Only those that are met, or are not. */
  @Optional()
  @ApiProperty({ enum: ['true', 'false'], required: false })
  @IsIn(['true', 'false'], { message: 'met 应为 true 或 false。' })
  met?: 'true' | 'false';
}

/** That this project must be visited once in this week or month. */
export class DutyRow {
  projectId: string;
  projectName: string;
  ownerName: string;
  address: string;
  unitId: string | null;
  unitName: string | null;
  officerId: string | null;
  officerName: string | null;
  /** `2024-W42`, or `2024-10` for a monthly duty. */
  period: string;
  periodStart: string;
  periodEnd: string;
  /** The strictest rule of the lists that the project is on. */
  @ApiProperty({ enum: DUTY_RHYTHMS }) every: DutyRhythm;
  met: boolean;
  /** The first visit that met it. */
  visitId: string | null;
  /** Last visit ever, by anyone. */
  lastVisitOn: string | null;
  /** Problems of the project that are not closed. */
  openIssues: number;
}

export class CoverageQuery {
  /** Month; the running one when left out. */
  @Optional()
  @IsMonth('月份')
  month?: string;
}

/** Duties met ÷ duties due (走访覆盖率). */
export class Coverage {
  /** Duties whose period has begun. */
  due: number;
  /** Duties that were met. */
  done: number;
  /** In percent, two digits; null where nothing was due. */
  coverage: string | null;
}

export class ListCoverage extends Coverage {
  listId: string;
  name: string;
}

export class UnitCoverage extends Coverage {
  /** Null: projects that no unit answers for. */
  unitId: string | null;
  name: string;
}

/** Coverage of a month: each duty once in the total, once for each list its project is on, once for its unit. */
export class CoverageView extends Coverage {
  month: string;
  lists: ListCoverage[];
  units: UnitCoverage[];
}

export class VisitPage extends PageOf(VisitRow) {}
export class DutyPage extends PageOf(DutyRow) {}
