import type { Month, Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { FigureFilter, FigureView } from './figure.dto';

/** The figures of a month: every measure in every scope, from the facts as they are. */
@Injectable()
export class FigureReader {
  /** Wants a snapshot, so that all figures count the same state. */
  read(_tx: Tx, _month: Month, _filter: FigureFilter = {}): Promise<FigureView[]> {
    return Promise.resolve([]);
  }
}
