import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { CalendarService } from './calendar.service';
import { Clock, SystemClock } from './clock';
import { databaseOptions } from './database';
import { Settings } from './env';
import { LoginCheck } from './login';
import { Bell } from './queue';
import { FileStore, fileStoreOf } from './storage';

/** What every process has: settings, clock, database, the file store, calendar, the bell of the queue. */
@Global()
@Module({})
export class PlatformModule {
  /** @param entities every lib's entities, gathered by the app that starts. */
  static forRoot(settings: Settings, entities: DataSourceOptions['entities']): DynamicModule {
    return {
      module: PlatformModule,
      imports: [TypeOrmModule.forRoot({ ...databaseOptions(settings, entities), retryAttempts: 0 })],
      providers: [
        { provide: Settings, useValue: settings },
        { provide: Clock, useClass: SystemClock },
        { provide: FileStore, useFactory: fileStoreOf, inject: [Settings] },
        CalendarService,
        Bell,
        LoginCheck,
      ],
      exports: [Settings, Clock, FileStore, CalendarService, Bell],
    };
  }
}
