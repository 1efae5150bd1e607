import { Allow, type Principal, SignedIn } from '@app/org';
import { Bell } from '@app/platform';
import { VisitBody, VisitPage, VisitQuery, VisitService, VisitView } from '@app/visit';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('走访')
@Controller('api/visits')
export class VisitsController {
  constructor(
    private readonly visits: VisitService,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Visits that I may see, newest first. */
  @SignedIn()
  @Get()
  list(@Who() principal: Principal, @Query() query: VisitQuery): Promise<VisitPage> {
    return this.visits.list(this.database.manager, principal, query);
  }

  /** Log a visit with the problems it found, all or nothing; the same id and body again answers as the first time. */
  @Allow('officer', 'supervisor')
  @Post()
  async log(@Who() principal: Principal, @Body() body: VisitBody): Promise<VisitView> {
    const id = await this.database.transaction((tx) => this.visits.log(tx, principal, body));
    this.bell.ring('sweep');
    return this.visits.one(this.database.manager, principal, id);
  }

  /** One visit with the problems it found. */
  @SignedIn()
  @Get(':id')
  one(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<VisitView> {
    return this.visits.one(this.database.manager, principal, id);
  }
}
