export { type OrderContent, chineseDate } from './order.content';
export * from './order.dto';
export * from './order.module';
export * from './order.rules';
export * from './order.service';
