export { contentOf, nameFor } from './attachment.content';
export * from './attachment.dto';
export * from './attachment.service';
export * from './comment.dto';
export * from './comment.service';
export * from './evidence.module';
export * from './timeline.dto';
export * from './timeline.reader';
