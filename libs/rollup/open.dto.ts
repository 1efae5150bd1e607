import { IsStorable } from '@app/platform';
import { Transform } from 'class-transformer';
import { Length } from 'class-validator';

export class FigureCodeParam {
  /** As printed: six letters and digits without 0, O, 1 and I; small letters and spaces do no harm. */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.replace(/[\s·-]/g, '').toUpperCase() : value,
  )
  @Length(1, 40, { message: '请输入通报上的 6 位编码。' })
  @IsStorable('编码')
  code: string;
}

/** Which figure a printed code stands for. */
export class FigureAddress {
  code: string;
  month: string;
  /** The revision that was printed; 0: the month was open. */
  revision: number;
  /** Code of the measure, e.g. `investment.rate`. */
  measure: string;
  /** What the figure is of: `total`, `list`, `unit` … */
  scopeKind: string;
  /** Id within the kind; empty for `total`. */
  scopeId: string;
}
