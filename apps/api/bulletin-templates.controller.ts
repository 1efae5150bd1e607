import {
  PLACEHOLDERS,
  PlaceholderView,
  TemplatePage,
  TemplateService,
  TemplateUploadBody,
  TemplateView,
} from '@app/bulletin';
import { Allow, type Principal } from '@app/org';
import { PageQuery } from '@app/platform';
import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { documentOf, handOut } from './download';
import { readUpload, TAKES_FILES } from './upload';
import { Who } from './who.decorator';

@ApiTags('月度通报')
@Controller('api/bulletin-templates')
export class BulletinTemplatesController {
  constructor(
    private readonly templates: TemplateService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Add a Word template with placeholders (2 MB at most); a file under a name that is there is its next version. */
  @Allow('supervisor', 'administrator')
  @RouteConfig(TAKES_FILES)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: TemplateUploadBody })
  @Post()
  async add(@Who() principal: Principal, @Req() request: FastifyRequest): Promise<TemplateView> {
    const { name, fileName, bytes } = await readUpload(request);
    const given = name === fileName ? undefined : name;
    const received = await this.templates.receive(principal, { name: given, fileName, bytes });
    const id = await this.database.transaction((tx) => this.templates.add(tx, principal, received));
    return this.templates.one(this.database.manager, id);
  }

  /** The newest version of each template in use, by name. */
  @Allow('supervisor', 'administrator')
  @Get()
  list(@Query() query: PageQuery): Promise<TemplatePage> {
    return this.templates.list(this.database.manager, query);
  }

  /** Every placeholder that a template may use, with what stands in its place. */
  @Allow('supervisor', 'administrator')
  @Get('placeholders')
  placeholders(): PlaceholderView[] {
    return [...PLACEHOLDERS];
  }

  /** A template to begin with. */
  @Allow('supervisor', 'administrator')
  @ApiProduces('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @Get('sample')
  async sample(): Promise<StreamableFile> {
    return documentOf(await this.templates.sample(), '月度通报示例模板.docx');
  }

  /** The template as it was uploaded. */
  @Allow('supervisor', 'administrator')
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @Get(':id/file')
  async file(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return handOut(reply, await this.templates.file(this.database.manager, id), 'attachment');
  }

  /** Take a template out of use; files that were made with it stay. */
  @Allow('supervisor', 'administrator')
  @HttpCode(204)
  @Delete(':id')
  retire(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.database.transaction((tx) => this.templates.retire(tx, principal, id));
  }
}
