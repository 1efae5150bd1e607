export { type TimeEvent, timeOf } from './time.intervals';
export * from './time.dto';
export * from './time.module';
export * from './time.service';
