import { ChannelModule } from '@app/channel';
import { Module } from '@nestjs/common';
import { DeliveryLogService } from './delivery-log.service';
import { DeliveryService } from './delivery.service';
import { InboxService } from './inbox.service';
import { RuleService } from './rule.service';
import { SweepService } from './sweep.service';
import { TuningService } from './tuning.service';

const services = [InboxService, SweepService, DeliveryService, DeliveryLogService, RuleService, TuningService];

@Module({ imports: [ChannelModule], providers: services, exports: services })
export class ReminderModule {}
