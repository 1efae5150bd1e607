export * from './map.dto';
export * from './map.service';
export * from './overview.module';
export * from './screen-token.dto';
export * from './screen-token.service';
