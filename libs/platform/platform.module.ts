import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { CalendarService } from './calendar.service';
import { Clock, SystemClock } from './clock';
import { databaseOptions } from './database';
import { Settings } from './env';
import { Bell } from './queue';

/** What every process has: settings, clock, database, calendar, the bell of the queue. */
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
        CalendarService,
        Bell,
      ],
      exports: [Settings, Clock, CalendarService, Bell],
    };
  }
}
