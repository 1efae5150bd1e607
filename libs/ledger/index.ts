export * from './ledger.dto';
export * from './ledger.effects';
export * from './ledger.labels';
export * from './ledger.module';
export * from './ledger.policy';
export { findLedgers } from './ledger.queries';
export * from './ledger.reader';
export * from './ledger.service';
export * from './ledger.workflow';
