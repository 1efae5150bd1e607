import { RecordService } from '@app/ledger';
import { Bell, type Handlers } from '@app/platform';
import { databaseNow, DeliveryService, SweepService } from '@app/reminder';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Every job with its payload. Payloads are empty: a job says “look”, what is due stands in the database. */
export type Jobs = { sweep: object; deliver: object; seal: object; anchor: object };

/** Job → function. A job without one does not compile. */
export function handlersOf(app: INestApplicationContext): Handlers<Jobs> {
  const database = app.get(DataSource);
  const bell = app.get(Bell);
  const sweeper = app.get(SweepService);
  const deliveries = app.get(DeliveryService);
  const record = app.get(RecordService);
  const seal = async (): Promise<void> => {
    while ((await database.transaction(async (tx) => record.seal(tx, await databaseNow(tx)))) > 0);
  };
  return {
    sweep: async () => {
      const made = await database.transaction(async (tx) => sweeper.sweep(tx, await databaseNow(tx)));
      if (made > 0) bell.ring('deliver');
    },
    deliver: async () => {
      await deliveries.deliver(() => databaseNow(database));
    },
    seal,
    // What is kept outside is to hold everything until then.
    anchor: async () => {
      await seal();
      await database.transaction(async (tx) => record.anchor(tx, await databaseNow(tx)));
    },
  };
}
