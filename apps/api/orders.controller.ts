import { orderDocument } from '@app/exchange';
import { OrderBody, OrderPage, OrderQuery, OrderService } from '@app/order';
import { Allow, type Principal, SignedIn } from '@app/org';
import { Bell } from '@app/platform';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { documentOf } from './download';
import { Who } from './who.decorator';

@ApiTags('督办文书')
@Controller('api')
export class OrdersController {
  constructor(
    private readonly orders: OrderService,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Papers sent to departments that are late (提示单, 督办单, 督办函, 约谈通知书), newest first; those that I may see. */
  @SignedIn()
  @Get('orders')
  list(@Who() principal: Principal, @Query() query: OrderQuery): Promise<OrderPage> {
    return this.orders.list(this.database.manager, principal, query);
  }

  /** The paper as a Word file, word for word as it was sent. */
  @SignedIn()
  @ApiProduces('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @Header('cache-control', 'private, no-store')
  @Header('x-content-type-options', 'nosniff')
  @Get('orders/:id/document')
  async document(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const { name, content, issuedAt } = await this.orders.paper(this.database.manager, principal, id);
    return documentOf(await orderDocument(content, issuedAt), `${name}.docx`);
  }

  /** Send a paper by hand, also before the ledger's rule would; answers with those of the issue. */
  @Allow('supervisor')
  @Post('issues/:id/orders')
  async issue(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: OrderBody,
  ): Promise<OrderPage> {
    await this.database.transaction((tx) => this.orders.issue(tx, principal, id, body));
    this.bell.ring('sweep');
    return this.orders.list(this.database.manager, principal, Object.assign(new OrderQuery(), { issueId: id }));
  }
}
