import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { Role, UnitKind } from './org.policy';

/** A department, company, street office or the bureau itself (单位). */
@Entity('unit')
export class Unit {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' }) id: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text' }) kind: UnitKind;
  @Column({ type: 'boolean', default: true }) active: boolean;
  @VersionColumn() version: number;
}

/** Somebody who signs in. */
@Entity('person')
export class Person {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' }) id: string;
  @Column({ type: 'text' }) username: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text', default: '' }) title: string;
  @Column({ type: 'uuid', name: 'unit_id' }) unitId: string;
  @Column({ type: 'text', array: true }) roles: Role[];
  /** Argon2id; null until the person has used the one-time link. */
  @Column({ type: 'text', name: 'password_hash', nullable: true, select: false }) passwordHash: string | null;
  @Column({ type: 'int', name: 'failed_attempts', default: 0 }) failedAttempts: number;
  @Column({ type: 'timestamptz', name: 'locked_until', nullable: true }) lockedUntil: Date | null;
  @Column({ type: 'boolean', default: true }) active: boolean;
  @VersionColumn() version: number;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt: Date;
}

export const orgEntities = [Unit, Person];
