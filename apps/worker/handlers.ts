import { BulletinWorkService } from '@app/bulletin';
import { ChannelService } from '@app/channel';
import { HandoverService, repairNext } from '@app/duty';
import { FigureKeeper } from '@app/figure';
import { OrderService } from '@app/order';
import { RecordService } from '@app/record';
import { RecountService } from '@app/calendar';
import { ResumeService } from '@app/ledger';
import { beat, Bell, DatabaseClock, dayOf, type Handlers } from '@app/platform';
import { databaseNow, DeliveryService, SweepService } from '@app/reminder';
import { PhotoTidyService, PhotoWorkService } from '@app/photo';
import { VisitTidyService } from '@app/visit';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Every job with its payload. Payloads are empty: a job says “look”, what is due stands in the database. */
export type Jobs = {
  resume: object;
  escalate: object;
  sweep: object;
  deliver: object;
  seal: object;
  anchor: object;
  recount: object;
  duties: object;
  'hand-over': object;
  photos: object;
  bulletins: object;
  figures: object;
  'recompute-figures': object;
  'compare-figures': object;
  tidy: object;
};

/** Job → function. A job without one does not compile. */
export function handlersOf(app: INestApplicationContext): Handlers<Jobs> {
  const database = app.get(DataSource);
  const bell = app.get(Bell);
  const resumer = app.get(ResumeService);
  const orders = app.get(OrderService);
  // A time for each message: too often to ask the database for each.
  const clock = new DatabaseClock(() => databaseNow(database));
  const sweeper = app.get(SweepService);
  const deliveries = app.get(DeliveryService);
  const record = app.get(RecordService);
  const recounts = app.get(RecountService);
  const handovers = app.get(HandoverService);
  const photos = app.get(PhotoWorkService);
  const bulletins = app.get(BulletinWorkService);
  const figures = app.get(FigureKeeper);
  const tidies = [app.get(PhotoTidyService), app.get(VisitTidyService), app.get(ChannelService)];
  const seal = async (): Promise<void> => {
    while ((await database.transaction(async (tx) => record.seal(tx, await databaseNow(tx)))) > 0);
  };
  return {
    resume: async () => {
      let resumed = 0;
      for (let more = true; more;) {
        const run = await database.transaction(async (tx) => resumer.resume(tx, await databaseNow(tx)));
        resumed += run.resumed;
        more = run.more;
      }
      if (resumed > 0) bell.ring('sweep');
    },
    escalate: async () => {
      const issued = await database.transaction(async (tx) => orders.escalate(tx, await databaseNow(tx)));
      if (issued > 0) bell.ring('sweep');
    },
    sweep: async () => {
      const startedAt = await databaseNow(database);
      const { made, faults } = await sweeper.run(database, () => bell.ring('deliver'));
      // Only a sweep that came to its end counts, also one outside working hours that had nothing to do.
      await beat(database, 'sweep', { startedAt, made, faults });
    },
    deliver: async () => {
      await deliveries.start(() => clock.now());
    },
    seal,
    // What is kept outside is to hold everything until then.
    anchor: async () => {
      await seal();
      await database.transaction(async (tx) => record.anchor(tx, await databaseNow(tx)));
    },
    recount: async () => {
      await recounts.run(database, () => databaseNow(database.manager));
    },
    duties: async () => {
      for (let after: string | null = null; ;) {
        const { next }: { next: string | null } = await database.transaction(async (tx) =>
          repairNext(tx, dayOf(await databaseNow(tx)), after),
        );
        if (next === null) return;
        after = next;
      }
    },
    'hand-over': async () => {
      while (await database.transaction(async (tx) => handovers.next(tx, await databaseNow(tx))));
    },
    photos: async () => {
      const { matches } = await photos.run(database, () => databaseNow(database.manager));
      if (matches > 0) bell.ring('sweep');
    },
    bulletins: async () => {
      await bulletins.run(database, () => databaseNow(database.manager));
    },
    figures: async () => figures.follow(database, await databaseNow(database.manager)),
    'recompute-figures': async () => figures.recompute(database, await databaseNow(database.manager)),
    'compare-figures': async () => {
      await figures.compare(database, await databaseNow(database.manager));
    },
    tidy: async () => {
      const now = await databaseNow(database.manager);
      for (const tidy of tidies) await tidy.tidy(database, now);
    },
  };
}
