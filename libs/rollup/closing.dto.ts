import { IsId, IsInstant, IsText, IsWhole, Nullable, Optional, PageOf } from '@app/platform';
import { BASES, type Basis } from '@app/project';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { MonthParam, ProjectChange } from './rollup.dto';

const DAYS = { message: '确认时限应为次月的第 1 至 20 个工作日。' };

/** By which day units confirm a month. */
export class ConfirmRule {
  /** Working day of the next month, 1 to 20; 5 until somebody sets it. */
  @IsInt(DAYS)
  @Min(1, DAYS)
  @Max(20, DAYS)
  workingDay: number;
}

export class MonthConfirmBody {
  /** The unit that is confirmed for; one's own when left out. */
  @Optional()
  @IsId('单位')
  unitId?: string;

  /** Why, when a supervisor confirms in place of the unit. */
  @Optional()
  @IsText('代为确认的原因', { min: 1, max: 500 })
  reason?: string;
}

export class MonthUrgeBody {
  /** Chosen by the client, so that sending twice urges once. */
  @IsUUID('all', { message: '催报的编号格式不对。' })
  id: string;

  @IsId('单位')
  unitId: string;

  /** What is said with it. */
  @Optional()
  @IsText('催报内容', { max: 200 })
  note: string = '';
}

export class MonthUnitParam extends MonthParam {
  @IsId('单位')
  unitId: string;
}

export class MonthRevisionParam extends MonthParam {
  /** Revision, from 1. */
  @IsWhole('版次', 1, 10_000)
  revision: number;
}

/** A unit that has to confirm a month, and whether it has. */
export class ConfirmationRow {
  unitId: string;
  unitName: string;
  /** Its projects on any list in the month. */
  projects: number;
  /** Of them, those without an entry in the month. */
  withoutEntry: number;
  /** Of them, those for which no plan counts in the month. */
  withoutPlan: number;
  /** When it was confirmed first; null: not yet. */
  confirmedAt: string | null;
  confirmedByName: string | null;
  /** Whether it was by the day; null: not yet. */
  onTime: boolean | null;
  /** Why a supervisor confirmed in its place. */
  reason: string | null;
  /** When it was confirmed again, last. */
  againAt: string | null;
  againByName: string | null;
  /** Projects whose data changed since it was confirmed. */
  changed: number;
  /** How often it was urged. */
  urged: number;
  urgedAt: string | null;
  /** Whether I may confirm for it now. */
  mayConfirm: boolean;
}

/** Who must confirm a month, who has, when, and the rates; rows by unit. */
export class ConfirmationPage extends PageOf(ConfirmationRow) {
  month: string;
  /** The last day for it. */
  dueOn: string;
  /** That day rests on a year whose holidays are not published. */
  estimated: boolean;
  /** Which working day of the next month it is. */
  workingDay: number;
  /** Units with a project on a list in the month. */
  due: number;
  reported: number;
  onTime: number;
  /** Reported ÷ due in percent (上报率); null where nobody has to. */
  rate: string | null;
  /** On time ÷ due in percent (及时率). */
  onTimeRate: string | null;
  /** Projects on a list without an entry in the month, also those of no unit. */
  withoutEntry: number;
  withoutPlan: number;
  /** Projects on a list that no unit answers for: nobody confirms them. */
  withoutUnit: number;
}

/** What a unit confirms of one project. Amounts in 万元. */
export class ConfirmedProject {
  projectId: string;
  projectName: string;
  /** Annual plan as of the month; null: none. */
  plan: string | null;
  planFrom: string | null;
  /** Completed in the month; null: nothing was entered. */
  completed: string | null;
  @ApiProperty({ enum: BASES, nullable: true }) basis: Basis | null;
  physicalProgress: string | null;
  /** Completed since January. */
  completedToDate: string;
  enteredByName: string | null;
  enteredAt: string | null;
  /** What is different from what was confirmed, in words. */
  changes: string[];
}
export class ConfirmedProjectPage extends PageOf(ConfirmedProject) {}

export class MonthExceptionBody {
  /** Chosen by the client, so that sending twice opens once. */
  @IsUUID('all', { message: '补报开放的编号格式不对。' })
  id: string;

  /** The unit that may supplement. */
  @IsId('单位')
  unitId: string;

  /** The list whose projects are meant; left out: facts of the unit that are about no project (indicators). */
  @Nullable()
  @IsId('项目清单')
  listId?: string | null;

  @IsText('开放补报的原因', { min: 1, max: 500 })
  reason: string;

  /** Until when; at most 60 days ahead. */
  @IsInstant('截止时间')
  expiresAt: string;
}

export class MonthExceptionParam extends MonthParam {
  @IsId('补报开放')
  id: string;
}

export const EXCEPTION_KINDS = ['opened', 'correction'] as const;
/** 开放补报, 更正. */
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];
export const EXCEPTION_STATES = ['open', 'expired', 'withdrawn', 'done'] as const;
/** 开放中, 已到期, 已收回, 已更正. */
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

/** How something in a closed month could change: opened for a unit and a list, or one write of a supervisor. */
export class MonthException {
  id: string;
  @ApiProperty({ enum: EXCEPTION_KINDS }) kind: ExceptionKind;
  @ApiProperty({ enum: EXCEPTION_STATES }) state: ExceptionState;
  unitId: string | null;
  unitName: string | null;
  listId: string | null;
  listName: string | null;
  projectId: string | null;
  projectName: string | null;
  reason: string;
  openedByName: string;
  openedAt: string;
  expiresAt: string | null;
  withdrawnAt: string | null;
  /** Writes that changed something of the month by it. */
  uses: number;
}
export class MonthExceptionPage extends PageOf(MonthException) {}

export class ProjectChangePage extends PageOf(ProjectChange) {}

/** Whether what a revision kept is as it was, and what has changed in the facts since. */
export class RevisionCheck {
  month: string;
  revision: number;
  /** Rows that were kept. */
  rows: number;
  /** Every row has its hash, and all of them together have the one of the revision. */
  intact: boolean;
  /** Rows whose content does not have its hash, at most 20. */
  broken: string[];
  /** SHA-256 over the hashes of all rows. */
  hash: string | null;
  /** Projects whose counted facts are different by now; see `changes-since`. */
  changedProjects: number;
  /** Issues that count differently by now, or not at all, or were not counted. */
  changedIssues: number;
  /** The same for visit duties. */
  changedDuties: number;
}
