import { OverviewReader, OverviewView, TileChoice, TilesBody, TileService, TilesView } from '@app/overview';
import { Allow, type Principal } from '@app/org';
import { snapshot, Together } from '@app/platform';
import { MonthParam, RevisionQuery } from '@app/rollup';
import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('全区一页')
@Controller('api/overview')
export class OverviewController {
  /** The same for all who may see it: those who open it at once share one answer. */
  private readonly pages = new Together<OverviewView>();

  constructor(
    private readonly overview: OverviewReader,
    private readonly tiles: TileService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Which five numbers stand on top. */
  @Allow('supervisor', 'leader', 'administrator')
  @Get('tiles')
  chosen(): Promise<TilesView> {
    return this.tiles.one(this.database.manager);
  }

  /** Choose them. */
  @Allow('supervisor', 'administrator')
  @Put('tiles')
  choose(@Who() principal: Principal, @Body() { tiles }: TilesBody): Promise<TilesView> {
    return this.database.transaction((tx) => this.tiles.keep(tx, principal, tiles));
  }

  /** What can be chosen for the five numbers: what the month has figures of. */
  @Allow('supervisor', 'administrator')
  @Get(':month/choices')
  choices(@Param() { month }: MonthParam): Promise<TileChoice[]> {
    return snapshot(this.database, (tx) => this.overview.choices(tx, month));
  }

  /**
   * The district on one page. Departments have pages of their own: here stand issues and projects of all of them.
   */
  @Allow('supervisor', 'leader', 'administrator')
  @Get(':month')
  one(@Param() { month }: MonthParam, @Query() { revision }: RevisionQuery): Promise<OverviewView> {
    const read = () => snapshot(this.database, (tx) => this.overview.one(tx, month, revision));
    return this.pages.ask(`${month} ${revision}`, read);
  }
}
