import { IsDay, IsId, isWeek, IsMonth, IsText, IsWhole, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, Matches, ValidateBy } from 'class-validator';

export const DUTY_RHYTHMS = ['week', 'fortnight', 'month', 'quarter'] as const;
/** 每周一访, 每两周一访, 每月一访, 每季度一访. */
export type DutyRhythm = (typeof DUTY_RHYTHMS)[number];

export const DUTY_STATES = ['met', 'late', 'missed', 'excused', 'open'] as const;
/** 已走访, 逾期补访, 未走访, 免访, 待走访. */
export type DutyState = (typeof DUTY_STATES)[number];

/** An ISO week that exists. */
export const IsWeek = (label: string): PropertyDecorator =>
  ValidateBy({
    name: 'isWeek',
    validator: { validate: isWeek, defaultMessage: () => `${label}应为存在的周次，写作 2024-W42。` },
  });

export class DutyQuery extends PageQuery {
  /** ISO week; this week when left out. Longer duties that the week lies in are among the rows. */
  @Optional()
  @ApiProperty({ type: String, required: false, example: '2024-W42' })
  @IsWeek('周')
  week?: string;

  /** Only those that this person is to go to, as stand-in or for their own projects. */
  @Optional()
  @IsId('项目专员')
  officerId?: string;

  /** Only those of this unit. */
  @Optional()
  @IsId('单位')
  unitId?: string;

  /** Only of projects on this list in the month that the duty counts for. */
  @Optional()
  @IsId('项目清单')
  listId?: string;

  /** Only those in this state. */
  @Optional()
  @ApiProperty({ enum: DUTY_STATES, required: false })
  @IsIn(DUTY_STATES, { message: '任务状态不在可选范围内。' })
  state?: DutyState;

  /** Only those that are met, or are not. */
  @Optional()
  @ApiProperty({ enum: ['true', 'false'], required: false })
  @IsIn(['true', 'false'], { message: 'met 应为 true 或 false。' })
  met?: 'true' | 'false';
}

/** That this project must be visited once in this week, fortnight, month or quarter. */
export class DutyRow {
  projectId: string;
  projectName: string;
  ownerName: string;
  address: string;
  /** The unit as it stood in the period. */
  unitId: string | null;
  unitName: string | null;
  /** Who is to go: the officer of the project, or who stands in for them. */
  officerId: string | null;
  officerName: string | null;
  /** `2024-W42`, `2024-W41/W42`, `2024-10` or `2024-Q4`. */
  period: string;
  periodStart: string;
  periodEnd: string;
  /** The strictest rule of the lists that the project is on. */
  @ApiProperty({ enum: DUTY_RHYTHMS }) every: DutyRhythm;
  @ApiProperty({ enum: DUTY_STATES }) state: DutyState;
  met: boolean;
  /** The first visit that met it, or the one that made up for it. */
  visitId: string | null;
  /** Why nobody has to go. */
  excuseReason: string | null;
  /** Last visit ever, by anyone. */
  lastVisitOn: string | null;
  /** Problems of the project that are not closed. */
  openIssues: number;
  /** Whether a list of the project asks for a photo. */
  photoRequired: boolean;
  /** What the photo is for. */
  photoPurpose: string | null;
}

/** One of the three; the running month when all are left out. */
export class CoverageQuery {
  /** Month; the running one when nothing is named. */
  @Optional()
  @IsMonth('月份')
  month?: string;

  /** ISO week: the duties that end in it. */
  @Optional()
  @ApiProperty({ type: String, required: false, example: '2024-W42' })
  @IsWeek('周')
  week?: string;

  /** Year. */
  @Optional()
  @IsWhole('年度', 2000, 2100)
  year?: number;
}

/** Duties met ÷ duties due (走访覆盖率): of projects, never of persons. */
export class Coverage {
  /** Duties whose period has begun, excused ones included. */
  due: number;
  /** Duties that were met within their period. */
  done: number;
  /** Met ÷ (due − excused) in percent, two digits; null where nothing was due. */
  coverage: string | null;
  /** Made up for within seven days after the end: not counted as met. */
  late: number;
  /** Over, and neither met nor made up for. */
  missed: number;
  /** Nobody had to go, for a reason that is kept. */
  excused: number;
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

/** Coverage of a week, month or year: each duty once in the total, once for each list of its project, once for its unit. */
export class CoverageView extends Coverage {
  /** `2024-W42`, `2024-10` or `2024`. */
  period: string;
  /** The same, where it is a month. */
  @ApiProperty({ required: false }) month?: string;
  lists: ListCoverage[];
  units: UnitCoverage[];
}

/** What happened at a project in a week. */
export class DutyCell {
  week: string;
  /** The duty that the week lies in, by its Thursday; null: nothing was asked for. */
  period: string | null;
  @ApiProperty({ enum: DUTY_STATES, nullable: true }) state: DutyState | null;
  /** Visits of this week, by time. */
  visitIds: string[];
  /** Problems that they found. */
  found: number;
  excuseReason: string | null;
}

export const MATRIX_ONLY = ['missed', 'issues', 'photos-reused'] as const;
/** 有未走访的, 发现问题的, 照片重复使用的. */
export type MatrixOnly = (typeof MATRIX_ONLY)[number];

export class MatrixQuery extends PageQuery {
  /** The last week; this week when left out. */
  @Optional()
  @ApiProperty({ type: String, required: false, example: '2024-W42' })
  @IsWeek('周')
  until?: string;

  /** How many weeks, up to and with the last. */
  @Optional()
  @ApiProperty({ type: 'integer', minimum: 4, maximum: 53, default: 12, required: false })
  @IsWhole('周数', 4, 53)
  weeks: number = 12;

  /** Only projects on this list in the month of the last week. */
  @Optional()
  @IsId('项目清单')
  listId?: string;

  /** Only projects of this unit. */
  @Optional()
  @IsId('单位')
  unitId?: string;

  /** Part of the project's name. */
  @Optional()
  @IsText('查询词', { max: 60 })
  q?: string;

  /** Only projects that missed one, where something was found, or whose photo was used before, in these weeks. */
  @Optional()
  @ApiProperty({ enum: MATRIX_ONLY, required: false })
  @IsIn(MATRIX_ONLY, { message: '筛选条件不在可选范围内。' })
  only?: MatrixOnly;
}

/** A column of the matrix. */
export class MatrixWeek {
  week: string;
  starts: string;
  ends: string;
  /** Working days in it; 0: nothing is asked for. */
  workdays: number;
}

/** A project with its weeks. */
export class MatrixRow {
  projectId: string;
  projectName: string;
  unitName: string | null;
  /** The rule of its newest duty in these weeks. */
  @ApiProperty({ enum: DUTY_RHYTHMS }) every: DutyRhythm;
  /** Completion against the time schedule, in points, as of the last month that is over; null without a plan. */
  gap: string | null;
  cells: DutyCell[];
}

/** Projects × weeks. */
export class MatrixView {
  weeks: MatrixWeek[];
  items: MatrixRow[];
  /** Rows over all pages. */
  @ApiProperty({ type: 'integer' }) total: number;
  @ApiProperty({ type: 'integer' }) page: number;
  @ApiProperty({ type: 'integer' }) pageSize: number;
}

export class ProjectDutiesQuery {
  /** The weeks of this year; the last 53 weeks when left out. */
  @Optional()
  @IsWhole('年度', 2000, 2100)
  year?: number;
}

/** The history of one project as a strip of weeks, oldest first. */
export class ProjectDutiesView {
  projectId: string;
  weeks: DutyCell[];
  /** Duties of these weeks that have begun. */
  due: number;
  done: number;
  coverage: string | null;
}

export class DutyParam {
  @IsId('项目')
  projectId: string;

  /** A fortnight's stroke is written as a tilde here: `2024-W41~W42`. */
  @ApiProperty({ type: String, example: '2024-W42' })
  @Matches(/^20\d{2}-(W\d{2}([~/]W\d{2})?|Q[1-4]|(0[1-9]|1[0-2]))$/, {
    message: '走访周期应写作 2024-W42、2024-W41~W42、2024-10 或 2024-Q4。',
  })
  period: string;
}

export class ExcuseBody {
  /** Why nobody has to go; it is shown beside the coverage. */
  @IsText('免访理由', { min: 1, max: 300 })
  reason: string;
}

export class HandoverBody {
  /** Chosen by the client (UUIDv7): sent again it is made once. */
  @Optional()
  @IsId('交接')
  id?: string;

  @IsId('项目')
  projectId: string;

  /** Who is responsible from that day on. */
  @IsId('项目专员')
  officerId: string;

  /** From this day on; today at the earliest. */
  @IsDay('交接日期')
  from: string;

  @Optional()
  @IsText('说明', { max: 300 })
  note: string = '';
}

export const HANDOVER_STATES = ['waiting', 'done', 'cancelled'] as const;
/** 待交接, 已交接, 已取消. */
export type HandoverState = (typeof HANDOVER_STATES)[number];

export class HandoverQuery extends PageQuery {
  @Optional()
  @ApiProperty({ enum: HANDOVER_STATES, required: false })
  @IsIn(HANDOVER_STATES, { message: '交接状态不在可选范围内。' })
  state?: HandoverState;

  /** Only of this project. */
  @Optional()
  @IsId('项目')
  projectId?: string;
}

/** A project passes to another officer on a day (交接). */
export class HandoverView {
  id: string;
  projectId: string;
  projectName: string;
  officerId: string;
  officerName: string;
  /** Who is responsible until then. */
  fromOfficerName: string | null;
  from: string;
  note: string;
  @ApiProperty({ enum: HANDOVER_STATES }) state: HandoverState;
}

export class DutyPage extends PageOf(DutyRow) {}
export class HandoverPage extends PageOf(HandoverView) {}
