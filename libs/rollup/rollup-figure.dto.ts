import { FigureView, SCOPE_KINDS, type ScopeKind } from '@app/figure';
import { IsStorable, IsWhole, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsIn, Matches } from 'class-validator';

/** `a,b` as well as the parameter twice. */
const Several = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    (Array.isArray(value) ? value : [value]).flatMap((one: unknown) =>
      typeof one === 'string' ? one.split(',') : [one],
    ),
  );
/** Industries and sectors may hold a comma. */
const AsGiven = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? (value as unknown[]) : [value]));

export class FigureQuery extends PageQuery {
  /** Codes of measures, separated by commas; all when left out. */
  @Optional()
  @Several()
  @ApiProperty({ type: [String], required: false, example: ['investment.rate'] })
  @ArrayMaxSize(100, { message: '一次最多查询 100 个指标。' })
  @Matches(/^[a-z]+([.-][a-z]+)+$/, { each: true, message: '指标口径的代码格式不对。' })
  measure?: string[];

  /** Kinds of scopes, separated by commas; all when left out. */
  @Optional()
  @Several()
  @ApiProperty({ enum: SCOPE_KINDS, isArray: true, required: false })
  @IsIn(SCOPE_KINDS, { each: true, message: '统计范围的种类不在可选范围内。' })
  scopeKind?: ScopeKind[];

  /** Ids of scopes; the parameter several times for several. */
  @Optional()
  @AsGiven()
  @ApiProperty({ type: [String], required: false })
  @ArrayMaxSize(200, { message: '一次最多查询 200 个统计范围。' })
  @IsStorable('统计范围', true)
  scopeId?: string[];

  /** A revision that was published; the newest when left out, 0: of the moment, also where the month is closed. */
  @Optional()
  @IsWhole('版次', 0, 10_000)
  revision?: number;
}

export class FigurePage extends PageOf(FigureView) {}
