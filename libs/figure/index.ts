export * from './figure.dto';
export * from './figure.kinds';
export * from './figure.module';
export * from './figure.reader';
