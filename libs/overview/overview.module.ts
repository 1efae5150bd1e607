import { DeskModule } from '@app/desk';
import { RollupModule } from '@app/rollup';
import { Module } from '@nestjs/common';
import { ForecastService } from './forecast.service';
import { MapService } from './map.service';
import { OverviewReader } from './overview.reader';
import { ScreenReader } from './screen.reader';
import { ScreenTokens } from './screen-token.service';
import { TileService } from './tile.service';

const SERVICES = [MapService, ScreenTokens, ForecastService, TileService, OverviewReader, ScreenReader];

@Module({ imports: [DeskModule, RollupModule], providers: SERVICES, exports: SERVICES })
export class OverviewModule {}
