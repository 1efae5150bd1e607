import { IssueDraft, type State, STATES } from '@app/ledger';
import { IsDay, IsId, IsInstant, IsText, Nullable, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsNumber, IsObject, Max, Min, ValidateNested } from 'class-validator';

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

export class VisitPage extends PageOf(VisitRow) {}
