export * from './inbox.service';
export * from './reminder.dto';
export * from './reminder.module';
export * from './reminder.rules';
