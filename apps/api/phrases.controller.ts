import { PhraseBody, PhrasePage, PhraseService, PhraseView } from '@app/ledger';
import { type Principal, SignedIn } from '@app/org';
import { PageQuery } from '@app/platform';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('台账')
@Controller('api/phrases')
export class PhrasesController {
  constructor(
    private readonly phrases: PhraseService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Phrases for opinions: my own first, then everybody's. */
  @SignedIn()
  @Get()
  list(@Who() principal: Principal, @Query() query: PageQuery): Promise<PhrasePage> {
    return this.phrases.list(this.database.manager, principal, query);
  }

  /** Keep one for the next time; the same again is the one that is there. */
  @SignedIn()
  @Post()
  keep(@Who() principal: Principal, @Body() body: PhraseBody): Promise<PhraseView> {
    return this.database.transaction((tx) => this.phrases.keep(tx, principal, body));
  }

  /** Drop one of my own. */
  @SignedIn()
  @HttpCode(204)
  @Delete(':id')
  async drop(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.phrases.drop(this.database.manager, principal, id);
  }
}
