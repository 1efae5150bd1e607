import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { ListKind, ProjectCategory, VisitRule } from './project.kinds';

/** An investment project under supervision (项目). */
@Entity('project')
export class Project {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' }) id: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text', name: 'owner_name', default: '' }) ownerName: string;
  @Column({ type: 'text', default: '' }) industry: string;
  /** What it is for (产业、民生、基础功能). */
  @Column({ type: 'text', nullable: true }) category: ProjectCategory | null;
  @Column({ type: 'text', default: '' }) address: string;
  /** In 万元, as text: see `Amount`. */
  @Column({ type: 'numeric', name: 'total_investment' }) totalInvestment: string;
  @Column({ type: 'uuid', name: 'unit_id', nullable: true }) unitId: string | null;
  @Column({ type: 'uuid', name: 'officer_id', nullable: true }) officerId: string | null;
  @Column({ type: 'uuid', name: 'leader_id', nullable: true }) leaderId: string | null;
  @Column({ type: 'date', name: 'statistics_eligible_on', nullable: true }) statisticsEligibleOn: string | null;
  @Column({ type: 'date', name: 'statistics_entered_on', nullable: true }) statisticsEnteredOn: string | null;
  /** Degrees, WGS-84. */
  @Column({ type: 'numeric', nullable: true }) latitude: number | null;
  @Column({ type: 'numeric', nullable: true }) longitude: number | null;
  @VersionColumn() version: number;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt: Date;
}

/** A named list of projects for a year (项目清单). */
@Entity('project_list')
export class ProjectList {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' }) id: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'int' }) year: number;
  @Column({ type: 'text' }) kind: ListKind;
  @Column({ type: 'int', name: 'rate_digits', default: 2 }) rateDigits: number;
  @Column({ type: 'text', name: 'visit_every' }) visitEvery: VisitRule;
  @Column({ type: 'boolean', name: 'photo_required', default: false }) photoRequired: boolean;
  @Column({ type: 'text', name: 'photo_purpose', default: '' }) photoPurpose: string;
  @VersionColumn() version: number;
}

export const projectEntities = [Project, ProjectList];
