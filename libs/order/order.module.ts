import { LedgerModule } from '@app/ledger';
import { Module } from '@nestjs/common';
import { OrderService } from './order.service';

const SERVICES = [OrderService];

@Module({ imports: [LedgerModule], providers: SERVICES, exports: SERVICES })
export class OrderModule {}
