export * from './app';
export * from './cast';
export * from './database';
