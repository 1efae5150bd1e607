export * from './rating.dto';
export * from './rating.labels';
export * from './rating.module';
export * from './rating.service';
