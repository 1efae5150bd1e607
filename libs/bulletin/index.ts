export * from './bulletin.dto';
export * from './bulletin.module';
export { bulletinProblem, TEMPLATE_BYTES } from './bulletin.problems';
export * from './bulletin.service';
export * from './bulletin.work.service';
export { PLACEHOLDERS } from './template.placeholders';
export * from './template.service';
