export * from './auth.service';
export * from './org.dto';
export * from './org.entity';
export * from './org.module';
export * from './org.policy';
export * from './org.problems';
export * from './org.service';
