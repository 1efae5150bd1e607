export * from './delivery.service';
export * from './inbox.service';
export * from './reminder.dto';
export * from './reminder.module';
export { databaseNow } from './reminder.queries';
export * from './reminder.rules';
export * from './sweep.service';
export { signatureOf } from './webhook';
