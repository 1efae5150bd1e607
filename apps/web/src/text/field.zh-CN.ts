import { fieldStoreZh } from './field-store.zh-CN';

/** 走访: the phone's pages. Short words, read in the sun with one thumb free. */
export const fieldZh = {
  app: '走访',
  store: fieldStoreZh,
};
