import { Module } from '@nestjs/common';
import { ChannelService } from './channel.service';
import { Outbound } from './outbound';
import { Sealer } from './sealer';

@Module({ providers: [ChannelService, Outbound, Sealer], exports: [ChannelService] })
export class ChannelModule {}
