import { HandlerView, IssueReader } from '@app/ledger';
import { Allow, type Principal, Public, SignedIn } from '@app/org';
import { Bell, CalendarService, Clock, dayOf, yearOf } from '@app/platform';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations';
import { ACTION_NEEDS, DICTIONARY } from './dictionary';
import { DictionaryView, DistrictView, HealthView, LabelView } from './meta.dto';
import { Sweeps } from './sweeps';
import { Who } from './who.decorator';

/** The document, made when somebody asks for it first: not everybody who starts the program waits for it. */
export class OpenApi {
  describe?: () => OpenAPIObject;
  private made?: OpenAPIObject;

  get document(): OpenAPIObject | undefined {
    return (this.made ??= this.describe?.());
  }
}

@ApiTags('系统')
@ApiExtraModels(LabelView)
@Controller('api')
export class MetaController {
  constructor(
    private readonly openapi: OpenApi,
    private readonly issues: IssueReader,
    private readonly calendars: CalendarService,
    private readonly clock: Clock,
    private readonly bell: Bell,
    private readonly sweeps: Sweeps,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** 200 when database, schema and queue are ready and the sweep comes by, else 503 with what is not. */
  @Public()
  @ApiResponse({ status: 503, type: HealthView, description: 'Something is not ready.' })
  @Get('health')
  async health(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthView> {
    const [database, queue, sweeps] = await Promise.all([this.migrated(), this.bell.ready(), this.sweeps.come()]);
    const healthy = database === 'migrated' && queue && sweeps;
    void reply.status(healthy ? 200 : 503);
    return {
      status: healthy ? 'ok' : 'failing',
      database: database !== 'gone',
      schema: database === 'migrated',
      queue,
      sweeps,
    };
  }

  /** This document. */
  @Public()
  @ApiResponse({ status: 200, schema: { type: 'object' } })
  @Get('openapi.json')
  openApi(): object {
    return this.openapi.document ?? {};
  }

  /** The district, today, and whether the data are a demonstration. */
  @Public()
  @Get('district')
  async district(): Promise<DistrictView> {
    const rows: { key: string; value: { name?: string; note?: string } }[] = await this.database.query(
      `select key, value from setting where key in ('district', 'demo')`,
    );
    const setting = (key: string) => rows.find((row) => row.key === key)?.value;
    const today = dayOf(this.clock.now());
    const calendar = await this.calendars.current();
    return {
      name: setting('district')?.name ?? '开发区',
      today,
      demoNote: setting('demo')?.note ?? null,
      calendarKnown: calendar.knows(yearOf(today)),
      calendarUntil: calendar.publishedUntil(yearOf(today)),
      calendarWanted: calendar.wanted(today),
    };
  }

  /** Words for every code, categories and ledgers. */
  @SignedIn()
  @Get('dictionary')
  async dictionary(): Promise<DictionaryView> {
    const tx = this.database.manager;
    const ledgers = await this.issues.ledgers(tx);
    return {
      words: DICTIONARY,
      needs: ACTION_NEEDS,
      categories: await this.issues.categories(tx),
      ledgers: ledgers.map(({ code, name }) => ({ code, name })),
    };
  }

  /** The people of my department to whom an issue can be given. */
  @Allow('handler', 'head')
  @Get('my-unit/handlers')
  handlers(@Who() principal: Principal): Promise<HandlerView[]> {
    return this.issues.handlers(this.database.manager, principal);
  }

  /** The newest migration is the one this program was built with. */
  private async migrated(): Promise<'gone' | 'behind' | 'migrated'> {
    try {
      const [row]: { count: number }[] = await this.database.query('select count(*)::int as count from migrations');
      return row?.count === migrations.length ? 'migrated' : 'behind';
    } catch (error) {
      // 42P01: there is a database, but nothing was ever migrated.
      return (error as { driverError?: { code?: string } }).driverError?.code === '42P01' ? 'behind' : 'gone';
    }
  }
}
