import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsWhole } from './validate';

/** `?page=1&pageSize=20`: every list is paged, and at most 200 rows a page. */
export class PageQuery {
  /** Page, from 1. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100_000, default: 1, required: false })
  @IsWhole('页码', 1, 100_000)
  page = 1;

  /** Rows on a page, at most 200. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 200, default: 20, required: false })
  @IsWhole('每页条数', 1, 200)
  pageSize = 20;
}

/** One page of a list, as every list answers. */
export interface Page<T> {
  items: T[];
  /** Rows over all pages. */
  total: number;
  page: number;
  pageSize: number;
}

/** The class of a {@link Page} for the OpenAPI document. */
export function PageOf<T>(item: Type<T>): Type<Page<T>> {
  class PageView implements Page<T> {
    @ApiProperty({ type: [item] }) items: T[];
    @ApiProperty({ type: 'integer', description: 'Rows over all pages.' }) total: number;
    @ApiProperty({ type: 'integer' }) page: number;
    @ApiProperty({ type: 'integer' }) pageSize: number;
  }
  Object.defineProperty(PageView, 'name', { value: `${item.name}Page` });
  return PageView;
}

export const offset = ({ page, pageSize }: PageQuery): number => (page - 1) * pageSize;

/** Rows and their count over all pages → the answer. */
export function pageOf<T>(query: PageQuery, items: T[], total: number): Page<T> {
  return { items, total, page: query.page, pageSize: query.pageSize };
}
