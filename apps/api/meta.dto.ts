import { CategoryView } from '@app/ledger';
import { ApiProperty } from '@nestjs/swagger';

export class LabelView {
  /** Chinese: what people read. */
  zh: string;
  en: string;
}

export class LedgerRef {
  code: string;
  name: string;
}

/** Every code that a page shows, with its words. */
export class DictionaryView {
  /** Dictionary → code → words. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: { $ref: '#/components/schemas/LabelView' } },
  })
  words: Record<string, Record<string, LabelView>>;

  /** Action → what it must bring along. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } })
  needs: Record<string, string[]>;

  categories: CategoryView[];
  ledgers: LedgerRef[];
}

/** The district this installation serves. */
export class DistrictView {
  /** Name of the district, for the head of the pages. */
  name: string;
  /** Today in Shanghai. */
  today: string;
  /** Said once where it is seen, when the data are a demonstration. */
  demoNote: string | null;
  /** Whether today's year has a published calendar (按周末推算 otherwise). */
  calendarKnown: boolean;
  /** Days after that year rest on a guess (按周末推算): up to it, from today on, every year is published. */
  calendarUntil: number;
  /** The year whose holidays are to be entered: this one, or from November on the next; null when there is none. */
  calendarWanted: number | null;
}

export class HealthView {
  @ApiProperty({ enum: ['ok', 'failing'] }) status: 'ok' | 'failing';
  database: boolean;
  schema: boolean;
  queue: boolean;
  /** The worker has looked for what is due within the last five minutes. */
  sweeps: boolean;
}
