import { IssueReader, IssueView } from '@app/ledger';
import { SeenBody, SeenService, SimilarQuery, SimilarReader, SimilarView } from '@app/desk';
import { type Principal, SignedIn } from '@app/org';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('台账')
@Controller('api/issues')
export class SimilarController {
  constructor(
    private readonly reader: SimilarReader,
    private readonly issues: IssueReader,
    private readonly seen: SeenService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Issues of the project that are likely the problem about to be registered. */
  @SignedIn()
  @Get('similar')
  similar(@Who() principal: Principal, @Query() query: SimilarQuery): Promise<SimilarView> {
    return this.reader.similar(this.database.manager, principal, query);
  }

  /** The problem I was about to register is this one: said on its record (再次反映). */
  @SignedIn()
  @HttpCode(200)
  @Post(':id/seen-again')
  async seenAgain(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SeenBody,
  ): Promise<IssueView> {
    await this.database.transaction((tx) => this.seen.seenAgain(tx, principal, id, body));
    return this.issues.one(this.database.manager, principal, id);
  }
}
