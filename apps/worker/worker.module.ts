import { BulletinModule } from '@app/bulletin';
import { ChannelModule } from '@app/channel';
import { DutyModule } from '@app/duty';
import { FigureModule } from '@app/figure';
import { OrderModule } from '@app/order';
import { RecordModule } from '@app/record';
import { CalendarModule } from '@app/calendar';
import { LedgerModule } from '@app/ledger';
import { PlatformModule, type Settings } from '@app/platform';
import { PhotoModule } from '@app/photo';
import { ReminderModule } from '@app/reminder';
import { VisitModule } from '@app/visit';
import { type DynamicModule, Module } from '@nestjs/common';

/** What the jobs need: no controller, and no table as an object. */
@Module({})
export class WorkerModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(settings, []),
        LedgerModule,
        OrderModule,
        RecordModule,
        CalendarModule,
        DutyModule,
        PhotoModule,
        VisitModule,
        ChannelModule,
        ReminderModule,
        BulletinModule,
        FigureModule,
      ],
    };
  }
}
