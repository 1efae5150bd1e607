import { CategoryBody, CategoryPage, CategoryPatch, CategoryRow, CategoryService } from '@app/ledger';
import { Allow, type Principal } from '@app/org';
import { PageQuery } from '@app/platform';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('台账')
@Controller('api/categories')
export class CategoriesController {
  constructor(
    private readonly categories: CategoryService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Every category, those out of use as well; everybody finds the others in the dictionary. */
  @Allow('administrator')
  @Get()
  list(@Query() query: PageQuery): Promise<CategoryPage> {
    return this.categories.list(this.database.manager, query);
  }

  /** A new category. */
  @Allow('administrator')
  @Post()
  create(@Who() principal: Principal, @Body() body: CategoryBody): Promise<CategoryRow> {
    return this.database.transaction((tx) => this.categories.create(tx, principal, body));
  }

  /** Rename it, say who solves it and what must be shown, put it out of use. */
  @Allow('administrator')
  @Patch(':code')
  change(@Who() principal: Principal, @Param('code') code: string, @Body() body: CategoryPatch): Promise<CategoryRow> {
    return this.database.transaction((tx) => this.categories.change(tx, principal, code, body));
  }
}
