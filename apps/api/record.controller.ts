import { RecordHeadView, RecordService } from '@app/record';
import { Allow } from '@app/org';
import { snapshot } from '@app/platform';
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

@ApiTags('台账记录')
@Controller('api/record')
export class RecordController {
  constructor(
    private readonly record: RecordService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** The newest seal of each ledger, to be compared later with what was kept on paper or on another machine. */
  @Allow('administrator', 'supervisor')
  @Get('head')
  head(): Promise<RecordHeadView> {
    return snapshot(this.database, (tx) => this.record.head(tx));
  }
}
