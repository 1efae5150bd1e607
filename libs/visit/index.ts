export * from './visit.dto';
export * from './visit.module';
export * from './visit.problems';
export * from './visit.service';
