import { Foundation1730000000001 } from './0001-foundation';

/** Every migration, oldest first. A landed file is never edited: add the next one. */
export const migrations = [Foundation1730000000001];
