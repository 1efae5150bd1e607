import { FieldQuery, FieldService, FieldView } from '@app/duty';
import { Allow, type Principal } from '@app/org';
import { snapshot } from '@app/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('走访')
@Controller('api/field')
export class FieldController {
  constructor(
    private readonly field: FieldService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** What my phone takes along: my projects with their open problems, words to choose from, the order of the week. */
  @Allow('officer', 'supervisor')
  @Get()
  bundle(@Who() principal: Principal, @Query() query: FieldQuery): Promise<FieldView> {
    return snapshot(this.database, (tx) => this.field.bundle(tx, principal, query));
  }
}
