import { IsId, IsMonth, IsWhole, Optional } from '@app/platform';
import { PHOTO_SOURCES, type PhotoSource } from '@app/photo';
import { ChangeView, PlanView, ProgressView } from '@app/project';
import { ApiProperty } from '@nestjs/swagger';

/** A unit's word for its data of a month (数据确认). */
export class FigureConfirmation {
  unitName: string;
  confirmedByName: string;
  confirmedAt: string;
  /** Within the deadline of the month. */
  onTime: boolean;
}

/** What supports a row, counted: a project's month, a duty's visit, or an issue's own record. */
export class RowEvidence {
  /** When the month's entry was written last, or the issue registered, and by whom; null: there is none. */
  enteredAt: string | null;
  enteredByName: string | null;
  /** Visits of the month; of an issue those that found it or looked at it again. */
  visits: number;
  /** Photos of those visits, and those that were attached to the issue. */
  photos: number;
  /** The project's unit has confirmed the month. */
  @ApiProperty({ type: FigureConfirmation, nullable: true }) confirmation: FigureConfirmation | null;
}

/** How many of the projects, or issues, behind a figure have something that supports them. */
export class EvidenceSum {
  @ApiProperty({ enum: ['project', 'issue'] }) of: 'project' | 'issue';
  count: number;
  /** Projects with an entry of the month. */
  entered: number;
  /** Projects whose unit has confirmed the month. */
  confirmed: number;
  /** With a visit. */
  visited: number;
  /** With a photo. */
  photographed: number;
  /** A sentence where there is no visit, or no photo; null where there are both. */
  note: string | null;
}

/** A change of facts of one project; see `ChangeView`. */
export class FigureChange extends ChangeView {
  projectId: string;
  projectName: string;
}

/** A revision of the year's plan. */
export class EvidencePlan extends PlanView {
  /** It is the one that the month counts. */
  counts: boolean;
  /** Written after the figure was published. */
  later: boolean;
}

/** One month of the year: what was entered, and what supports it. */
export class EvidenceMonth {
  month: string;
  @ApiProperty({ type: () => ProgressView, nullable: true }) entry: ProgressView | null;
  /** The entry was written after the figure was published. */
  later: boolean;
  @ApiProperty({ type: () => FigureConfirmation, nullable: true }) confirmation: FigureConfirmation | null;
  visits: number;
  photos: number;
}

/** A photo that the person may see. */
export class EvidencePhoto {
  id: string;
  number: string;
  takenAt: string;
  @ApiProperty({ enum: PHOTO_SOURCES }) source: PhotoSource;
  /** Metres from the place of the project; null where one of the two is not known. */
  distance: number | null;
  /** Why place or time may not be true. */
  doubts: string[];
}

/** A visit that supports the month. */
export class EvidenceVisit {
  id: string;
  number: string;
  visitedOn: string;
  officerName: string;
  note: string;
  /** Completed in the month so far, in 万元, as it was told on site. */
  completed: string | null;
  physicalProgress: string | null;
  receivedAt: string;
  /** Arrived after the figure was published. */
  later: boolean;
  photos: EvidencePhoto[];
}

/** Everything behind one project's part of a figure. */
export class ProjectEvidence {
  projectId: string;
  projectName: string;
  unitName: string | null;
  officerName: string | null;
  /** When the figure was published; null while the month is open. */
  closedAt: string | null;
  /** The year's plan with its revisions, newest first. */
  plans: EvidencePlan[];
  /** January to the month. */
  months: EvidenceMonth[];
  /** The month whose visits are shown. */
  shown: string;
  /** The newest visits of that month, at most thirty. */
  visits: EvidenceVisit[];
  /** How many visits there are in that month. */
  visitTotal: number;
  /** What was changed since the figure was published, newest first, at most fifty. */
  changes: FigureChange[];
  /** Neither a visit nor a photo since January. */
  unsupported: boolean;
}

export class EvidenceParam {
  @IsMonth('月份')
  month: string;

  @IsId('项目')
  projectId: string;
}

export class EvidenceQuery {
  /** The published revision whose figure is looked at; the newest when left out. */
  @Optional()
  @IsWhole('版次', 1, 10_000)
  revision?: number;

  /** Show the visits of this month, of the same year and not later; the figure's own when left out. */
  @Optional()
  @IsMonth('走访月份')
  of?: string;
}
