export * from './duty.dto';
export * from './duty.module';
export * from './duty.periods';
export * from './duty.queries';
export * from './duty.service';
