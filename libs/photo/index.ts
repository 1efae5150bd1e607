export * from './photo.distance';
export * from './photo.dto';
export * from './photo.module';
export * from './photo.problems';
export * from './photo.reader';
export * from './photo.service';
export * from './upload.dto';
export * from './upload.service';
