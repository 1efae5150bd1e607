export * from './exchange.module';
export * from './issue-export.dto';
export * from './issue-export.service';
export { orderDocument } from './order.document';
