import type { Principal } from '@app/org';
import { type Page, Problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { ConfirmBody, ConfirmView, ToldQuery, ToldRow } from './told.dto';

/** Progress as visits told it. */
@Injectable()
export class ToldService {
  async list(
    _tx: Tx,
    _principal: Principal,
    _query: ToldQuery,
    _closed: (month: string) => Promise<boolean>,
  ): Promise<Page<ToldRow>> {
    throw new Problem('soon', 501, '尚未提供。');
  }

  async confirm(
    _database: DataSource,
    _principal: Principal,
    _month: string,
    _body: ConfirmBody,
  ): Promise<ConfirmView> {
    throw new Problem('soon', 501, '尚未提供。');
  }
}
