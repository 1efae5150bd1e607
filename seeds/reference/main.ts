import { runSeed } from '../command';
import { seedReference } from './reference';

void runSeed(async (database) => {
  await database.transaction(seedReference);
  console.log('基础数据已就绪：工作日历、台账、问题类别。');
});
