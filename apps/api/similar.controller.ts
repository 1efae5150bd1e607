import { SimilarQuery, SimilarReader, SimilarView } from '@app/ledger';
import { type Principal, SignedIn } from '@app/org';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('台账')
@Controller('api/issues')
export class SimilarController {
  constructor(
    private readonly reader: SimilarReader,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Issues of the project that are likely the problem about to be registered. */
  @SignedIn()
  @Get('similar')
  similar(@Who() principal: Principal, @Query() query: SimilarQuery): Promise<SimilarView> {
    return this.reader.similar(this.database.manager, principal, query);
  }
}
