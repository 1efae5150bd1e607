import { LIGHTS, type Light, SEVERITIES, type Severity, type State, STATES } from '@app/ledger';
import { IsId, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { DUTY_RHYTHMS, DUTY_STATES, type DutyRhythm, type DutyState } from './duty.dto';

export class FieldQuery {
  /** Adds this project when I may log visits there: for the code at its gate. */
  @Optional()
  @IsId('项目')
  projectId?: string;
}

/** Whose bundle it is. */
export class FieldMe {
  id: string;
  name: string;
  unitName: string;
}

/** A code with the word that people read. */
export class FieldChoice {
  code: string;
  name: string;
}

/** What is to be visited in the running period. */
export class FieldDuty {
  /** `2024-W42`, `2024-W41/W42`, `2024-10` or `2024-Q4`. */
  period: string;
  /** Its last day. */
  periodEnd: string;
  @ApiProperty({ enum: DUTY_STATES }) state: DutyState;
  @ApiProperty({ enum: DUTY_RHYTHMS }) every: DutyRhythm;
}

/** Whether a photo has to be taken, and what for. */
export class FieldPhotoRule {
  required: boolean;
  purpose: string | null;
}

/** The visit before. */
export class FieldLastVisit {
  id: string;
  visitedOn: string;
  officerName: string;
  note: string;
}

/** The newest that is known of the project's progress, to begin with. */
export class FieldProgress {
  /** The month it was told for. */
  month: string;
  /** Investment completed in that month, in 万元; of a visit: up to its day. Null: only words were told. */
  @ApiProperty({ type: String, nullable: true }) completed: string | null;
  /** What stands there (形象进度). */
  physicalProgress: string;
  /** Entered at the desk, or told on site. */
  @ApiProperty({ enum: ['entry', 'visit'] }) source: 'entry' | 'visit';
  /** It is this month's: its number goes on growing. */
  monthIsRunning: boolean;
}

/** An open problem of the project, to be looked at again. */
export class FieldIssue {
  id: string;
  number: string;
  title: string;
  @ApiProperty({ enum: STATES }) state: State;
  @ApiProperty({ enum: SEVERITIES }) severity: Severity;
  @ApiProperty({ enum: LIGHTS }) light: Light;
  categoryName: string;
  leadUnitName: string | null;
  dueOn: string | null;
  /** Working days; negative: overdue. Null where no clock runs. */
  daysLeft: number | null;
  /** It is said to be solved, and somebody has to confirm it on site. */
  waitsForVerification: boolean;
}

/** A project as the phone carries it. */
export class FieldProject {
  id: string;
  name: string;
  ownerName: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  @ApiProperty({ type: () => FieldDuty, nullable: true }) duty: FieldDuty | null;
  /** Why it is looked at early, in words. */
  points: string[];
  photo: FieldPhotoRule;
  @ApiProperty({ type: () => FieldLastVisit, nullable: true }) lastVisit: FieldLastVisit | null;
  @ApiProperty({ type: () => FieldProgress, nullable: true }) progress: FieldProgress | null;
  /** Open ones, what waits for verification first; at most 50. */
  @ApiProperty({ type: [FieldIssue] }) issues: FieldIssue[];
}

/** All that a phone needs to log visits without a network, and nothing that its officer may not see. */
export class FieldView {
  asOf: string;
  today: string;
  week: string;
  @ApiProperty({ type: () => FieldMe }) me: FieldMe;
  /** Own ones and those for which I stand in, at most 200. */
  @ApiProperty({ type: [FieldProject] }) projects: FieldProject[];
  /** There are more than these. */
  cut: boolean;
  /** As they are offered. */
  @ApiProperty({ type: [FieldChoice] }) categories: FieldChoice[];
  @ApiProperty({ type: [FieldChoice] }) severities: FieldChoice[];
  /** Sentences for what was seen: my own first, then everybody's. */
  phrases: string[];
  /** Of the plan of the week. */
  planVersion: number;
  /** Ids of projects in the order of the plan of the week. */
  order: string[];
}
