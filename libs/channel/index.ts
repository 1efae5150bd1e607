export { CHANNEL_SPECS } from './adapters';
export * from './address';
export * from './channel';
export * from './channel.module';
export { ChannelService, type Reserved } from './channel.service';
