import { IsWhole } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';

export class IndicatorImportQuery {
  /** The year that the sheet is about. */
  @IsWhole('年度', 2000, 2100)
  year: number;
}

/** What could not be taken over, where it stands and why. */
export class IndicatorImportFault {
  /** Name of the sheet. */
  sheet: string;
  /** As the spreadsheet counts, from 1. */
  row: number;
  /** Head of the column; null: the whole row. */
  column: string | null;
  message: string;
}

export const IMPORT_OUTCOMES = ['created', 'changed', 'unchanged', 'failed'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/** A row of the sheet and what came of it. */
export class IndicatorImportRow {
  sheet: string;
  row: number;
  code: string;
  name: string;
  @ApiProperty({ enum: IMPORT_OUTCOMES }) outcome: ImportOutcome;
}

/** What was right is kept, also beside rows that were not. */
export class IndicatorImportView {
  created: number;
  changed: number;
  unchanged: number;
  /** Rows of which something could not be taken over. */
  failed: number;
  rows: IndicatorImportRow[];
  faults: IndicatorImportFault[];
}
