export * from './rollup.dto';
export * from './rollup.measures';
export * from './rollup.module';
export * from './rollup.problems';
export * from './rollup.service';
export * from './rollup-rows.service';
