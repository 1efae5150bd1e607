import { fieldStoreEn } from './field-store.en';
import type { fieldZh } from './field.zh-CN';

export const fieldEn: typeof fieldZh = {
  app: 'Visits',
  store: fieldStoreEn,
};
