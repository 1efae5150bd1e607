export * from './exchange.module';
export * from './issue-export.dto';
export * from './issue-export.service';
export * from './pipeline-export.service';
export { orderDocument } from './order.document';
export * from './document.paragraphs';
export * from './document.parts';
export { harmless } from './sheet';
