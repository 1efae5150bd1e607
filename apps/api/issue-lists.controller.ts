import { IssueExport, IssueExportBody } from '@app/exchange';
import { BatchBody, BatchResults, IssueBatch } from '@app/desk';
import { Allow, type Principal, SignedIn } from '@app/org';
import { Bell } from '@app/platform';
import { Body, Controller, HttpCode, Post, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { fileOf } from './download';
import { problemOf } from './problem.filter';
import { Who } from './who.decorator';

/** What is done with many rows of the list at once. */
@ApiTags('台账')
@Controller('api/issues')
export class IssueListsController {
  constructor(
    private readonly batches: IssueBatch,
    private readonly exports: IssueExport,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Assign or urge many issues; each answers for itself, and the same batch again answers the same. */
  @Allow('supervisor', 'leader')
  @HttpCode(200)
  @Post('batch')
  async batch(@Who() principal: Principal, @Body() body: BatchBody): Promise<BatchResults> {
    const results = await this.batches.run((work) => this.database.transaction(work), principal, body, problemOf);
    this.bell.ring('sweep');
    return results;
  }

  /** All pages of a filter, or the chosen rows of it, as .xlsx with the columns as seen; who took what is on the record. */
  @SignedIn()
  @ApiProduces('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @HttpCode(200)
  @Post('export')
  async export(@Who() principal: Principal, @Body() body: IssueExportBody): Promise<StreamableFile> {
    const reading = this.database.manager;
    return fileOf(await this.database.transaction((tx) => this.exports.prepare(tx, reading, principal, body)));
  }
}
