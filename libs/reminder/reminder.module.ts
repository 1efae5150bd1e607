import { Module } from '@nestjs/common';
import { DeliveryService } from './delivery.service';
import { InboxService } from './inbox.service';
import { SweepService } from './sweep.service';

@Module({
  providers: [InboxService, SweepService, DeliveryService],
  exports: [InboxService, SweepService, DeliveryService],
})
export class ReminderModule {}
