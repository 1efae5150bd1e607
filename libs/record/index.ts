export { AnchorFolder } from './record.anchors';
export * from './record.dto';
export * from './record.module';
export * from './record.service';
export * from './record.verify';
