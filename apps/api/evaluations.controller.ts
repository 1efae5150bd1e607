import { UploadBody } from '@app/evidence';
import { Allow, type Principal } from '@app/org';
import { Bell, PageQuery } from '@app/platform';
import {
  AnnounceBody,
  EvaluationBody,
  EvaluationContentView,
  EvaluationPage,
  EvaluationQuery,
  EvaluationService,
  EvaluationUnitParam,
  EvaluationView,
  ObjectionBody,
  ObjectionPage,
  ObjectionService,
  ObjectionView,
  RulingBody,
  ScoringFiles,
  UnitScoreView,
} from '@app/scoring';
import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { readUpload, TAKES_FILES } from './upload';
import { Who } from './who.decorator';

@ApiTags('考核')
@Controller('api')
export class EvaluationsController {
  constructor(
    private readonly evaluations: EvaluationService,
    private readonly objections: ObjectionService,
    private readonly files: ScoringFiles,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Evaluations of units (考核), newest period first; departments from their announcement on. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('evaluations')
  list(@Who() principal: Principal, @Query() query: EvaluationQuery): Promise<EvaluationPage> {
    return this.evaluations.list(this.database.manager, principal, query);
  }

  /** Compute a period (试算): its draft, made or computed again; after it was published only with a reason (更正). */
  @Allow('supervisor')
  @Post('evaluations')
  run(@Who() principal: Principal, @Body() body: EvaluationBody): Promise<EvaluationView> {
    return this.database.transaction('REPEATABLE READ', (tx) => this.evaluations.run(tx, principal, body));
  }

  /** The ranking of an evaluation with the points of each item. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('evaluations/:id')
  one(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<EvaluationView> {
    return this.evaluations.one(this.database.manager, principal, id);
  }

  /** How every point of a unit arose; departments their own. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('evaluations/:id/units/:unitId')
  unit(@Who() principal: Principal, @Param() param: EvaluationUnitParam): Promise<UnitScoreView> {
    return this.evaluations.unit(this.database.manager, principal, param);
  }

  /** What was published, byte for byte, with every input: for who sees all. */
  @Allow('supervisor', 'leader', 'administrator')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: EvaluationContentView })
  @Get('evaluations/:id/published')
  published(@Param('id', ParseUUIDPipe) id: string): Promise<string> {
    return this.evaluations.published(this.database.manager, id);
  }

  /** Show the points to the units (公示), who may object until then. */
  @Allow('supervisor')
  @HttpCode(200)
  @Post('evaluations/:id/announce')
  async announce(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AnnounceBody,
  ): Promise<EvaluationView> {
    const announced = await this.database.transaction('REPEATABLE READ', (tx) =>
      this.evaluations.announce(tx, principal, id, body),
    );
    this.bell.ring('sweep');
    return announced;
  }

  /** Publish it (公布): after the time for objections, when all are ruled. Done already answers as the first time. */
  @Allow('supervisor')
  @HttpCode(200)
  @Post('evaluations/:id/publish')
  async publish(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<EvaluationView> {
    const published = await this.database.transaction('REPEATABLE READ', (tx) =>
      this.evaluations.publish(tx, principal, id),
    );
    this.bell.ring('sweep');
    return published;
  }

  /** Objections to an evaluation (申诉), oldest first; departments see their own. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('evaluations/:id/objections')
  listObjections(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<ObjectionPage> {
    return this.objections.list(this.database.manager, principal, id, query);
  }

  /** Object for my unit while it is announced; the same id with the same body is kept once. */
  @Allow('head')
  @Post('evaluations/:id/objections')
  async object(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ObjectionBody,
  ): Promise<ObjectionView> {
    const objection = await this.database.transaction('REPEATABLE READ', (tx) =>
      this.objections.raise(tx, principal, id, body),
    );
    this.bell.ring('sweep');
    return objection;
  }

  /** Add a file (20 MB at most) to an objection of my unit, until the time is over. */
  @Allow('head')
  @RouteConfig(TAKES_FILES)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: UploadBody })
  @Post('evaluation-objections/:id/files')
  async addFile(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) objectionId: string,
    @Req() request: FastifyRequest,
  ): Promise<ObjectionView> {
    const { manager } = this.database;
    const file = await this.files.receive(manager, principal, { objectionId }, await readUpload(request));
    await this.database.transaction((tx) => this.files.add(tx, principal, file));
    return this.objections.one(manager, principal, objectionId);
  }

  /** Rule on an objection (裁定): upheld, the points change at once, with the reason on record. */
  @Allow('supervisor')
  @HttpCode(200)
  @Post('evaluation-objections/:id/ruling')
  async rule(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RulingBody,
  ): Promise<ObjectionView> {
    const ruled = await this.database.transaction('REPEATABLE READ', (tx) =>
      this.objections.rule(tx, principal, id, body),
    );
    this.bell.ring('sweep');
    return ruled;
  }
}
