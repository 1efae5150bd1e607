import { IssueDraft, type State, STATES } from '@app/ledger';
import {
  IsAmount,
  IsDay,
  IsId,
  IsInstant,
  IsText,
  IsVersion,
  LowerCase,
  Nullable,
  Optional,
  PageOf,
  PageQuery,
} from '@app/platform';
import { PhonePlace, PhotoView } from '@app/photo';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsObject, IsUUID, ValidateNested } from 'class-validator';
import { Recheck, RecheckView } from './recheck.dto';

/** As many photos as one visit may have. */
export const MOST_PHOTOS = 20;

/** Where the phone was, as it says itself. */
export class VisitLocation extends PhonePlace {}

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

  /** Investment completed in the month so far, in 万元, as it was told on site. */
  @Nullable()
  @IsAmount('完成投资', { negative: true })
  completed?: string | null;

  /** What stands there (形象进度), in one sentence. */
  @Optional()
  @IsText('形象进度', { max: 500 })
  physicalProgress?: string;

  /** Nothing has changed since last time. */
  @Optional()
  @IsBoolean({ message: '“与上次相同”应为 true 或 false。' })
  progressUnchanged?: boolean;

  /** What became of the open problems of the project. */
  @Optional()
  @ApiProperty({ type: () => [Recheck], required: false })
  @ArrayMaxSize(50, { message: '一次走访最多复核 50 个问题。' })
  @IsArray({ message: '复核结果应为列表。' })
  @IsObject({ each: true, message: '每条复核结果应含问题 issueId 和结果 finding。' })
  @ValidateNested({ each: true, message: '每条复核结果应含问题 issueId 和结果 finding。' })
  @Type(() => Recheck)
  rechecks?: Recheck[];

  /** Photos of this visit, uploaded before. */
  @Optional()
  @LowerCase()
  @ArrayMaxSize(MOST_PHOTOS, { message: `一次走访最多 ${MOST_PHOTOS} 张照片。` })
  @ArrayUnique({ message: '照片有重复，请检查。' })
  @IsArray({ message: '照片应为编号的列表。' })
  @IsUUID('all', { each: true, message: '照片的编号格式不对。' })
  photoIds?: string[];
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
  /** `ZF-20241016-3FA9C2`: its day and the end of its id. */
  number: string;
  photoCount: number;
  /** How many problems it looked at again. */
  recheckCount: number;
}

/** A problem that the visit found, as it stands now. */
export class VisitIssue {
  id: string;
  number: string;
  title: string;
  @ApiProperty({ enum: STATES }) state: State;
}

/** How it stood at the visit before. */
export class VisitBefore {
  visitId: string;
  visitedOn: string;
  note: string;
  physicalProgress: string | null;
  completed: string | null;
}

/** What a visit said, as far as it can be corrected. */
export class VisitContent {
  visitedAt: string;
  note: string;
  completed: string | null;
  physicalProgress: string | null;
  photoIds: string[];
}

/** What a visit said before a correction. */
export class VisitVersion {
  version: number;
  /** Why it was replaced. */
  reason: string;
  replacedAt: string;
  replacedByName: string;
  content: VisitContent;
}

/** A closure, or its refusal, that rests on the visit. */
export class VisitVerdict {
  issueId: string;
  number: string;
  title: string;
  @ApiProperty({ enum: ['verify', 'reject-closure'] }) action: 'verify' | 'reject-closure';
  at: string;
}

/** The duty that the visit meets. */
export class VisitDuty {
  /** `2024-W42`, `2024-W41/W42`, `2024-10`, `2024-Q4`. */
  period: string;
  @ApiProperty({ enum: ['met', 'late'] }) state: 'met' | 'late';
}

export const VISIT_ACTIONS = ['correct'] as const;
/** 更正. */
export type VisitAction = (typeof VISIT_ACTIONS)[number];

/** One visit, whole. */
export class VisitView extends VisitRow {
  issues: VisitIssue[];
  officerUnitName: string;
  /** In 万元, in the month so far, as it was told. */
  completed: string | null;
  physicalProgress: string | null;
  progressUnchanged: boolean;
  receivedAt: string;
  /** Seconds that the phone was ahead of the server; 0 within five minutes. */
  clockSkew: number;
  /** As the phone said, where its clock was wrong and `visitedAt` was put right. */
  deviceVisitedAt: string | null;
  /** Metres from the place of the project; null where one of the two is not known. */
  distance: number | null;
  @ApiProperty({ type: () => [PhotoView] }) photos: PhotoView[];
  @ApiProperty({ type: () => [RecheckView] }) rechecks: RecheckView[];
  @ApiProperty({ type: () => VisitBefore, nullable: true }) before: VisitBefore | null;
  /** 1, and one more for each correction. */
  version: number;
  /** What it said before, oldest first. */
  versions: VisitVersion[];
  verifies: VisitVerdict[];
  @ApiProperty({ type: () => VisitDuty, nullable: true }) duty: VisitDuty | null;
  /** Its month was published before it arrived: it goes into the next revision. */
  monthClosed: boolean;
  @ApiProperty({ enum: VISIT_ACTIONS, isArray: true }) allowedActions: VisitAction[];
}

/** What was wrong with a visit, and what is right; what is left out stays. */
export class CorrectionBody {
  /** Chosen by the client (UUIDv7): sent again it corrects once. */
  @Optional()
  @IsId('更正')
  id?: string;

  /** The version that was seen. */
  @IsVersion()
  version: number;

  /** Why. */
  @IsText('更正原因', { min: 1, max: 300 })
  reason: string;

  @Optional()
  @IsText('走访情况', { min: 1, max: 2000 })
  note?: string;

  /** Not ahead of now. */
  @Optional()
  @IsInstant('走访时间')
  visitedAt?: string;

  /** Null takes it away. */
  @Nullable()
  @IsAmount('完成投资', { negative: true })
  completed?: string | null;

  /** Empty takes it away. */
  @Optional()
  @IsText('形象进度', { max: 500 })
  physicalProgress?: string;

  /** Photos that were uploaded for this visit afterwards; none is taken away. */
  @Optional()
  @LowerCase()
  @ArrayMaxSize(MOST_PHOTOS, { message: `一次走访最多 ${MOST_PHOTOS} 张照片。` })
  @ArrayUnique({ message: '照片有重复，请检查。' })
  @IsArray({ message: '照片应为编号的列表。' })
  @IsUUID('all', { each: true, message: '照片的编号格式不对。' })
  addPhotoIds?: string[];
}

export class VisitPage extends PageOf(VisitRow) {}
