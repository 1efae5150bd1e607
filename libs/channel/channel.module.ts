import { Module } from '@nestjs/common';
import { AddressService } from './address.service';
import { ChannelService } from './channel.service';
import { ChannelSetup } from './channel.setup';
import { Outbound } from './outbound';
import { Sealer } from './sealer';

@Module({
  providers: [AddressService, ChannelService, ChannelSetup, Outbound, Sealer],
  exports: [AddressService, ChannelService, ChannelSetup],
})
export class ChannelModule {}
