import { MapService, MapView, OutlineBody } from '@app/overview';
import { Allow, type Principal } from '@app/org';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('全区一页')
@Controller('api/map')
export class MapsController {
  constructor(
    private readonly maps: MapService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** What lies below the projects on the map: the district's outline, and tiles where a setting names some. */
  @Allow('supervisor', 'leader', 'administrator')
  @Get()
  one(): Promise<MapView> {
    return this.maps.one(this.database.manager);
  }

  /** Replace the outline, or take it away. */
  @Allow('administrator')
  @Put('outline')
  keep(@Who() principal: Principal, @Body() { outline }: OutlineBody): Promise<MapView> {
    return this.database.transaction((tx) => this.maps.keep(tx, principal, outline));
  }
}
