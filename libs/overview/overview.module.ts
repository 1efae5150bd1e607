import { Module } from '@nestjs/common';
import { MapService } from './map.service';
import { ScreenTokens } from './screen-token.service';

const SERVICES = [MapService, ScreenTokens];

@Module({ providers: SERVICES, exports: SERVICES })
export class OverviewModule {}
