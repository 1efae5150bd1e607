export { CHANNEL_SPECS } from './adapters';
export * from './address';
export * from './address.dto';
export * from './address.service';
export * from './channel';
export * from './channel.dto';
export * from './channel.module';
export { ChannelService, type Reserved } from './channel.service';
export * from './channel.setup';
