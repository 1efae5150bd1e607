import { Clock, type Month, monthOf, problem, rate, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { PipelineFigures, PipelineStageFigures } from './figures.dto';
import { type PipelineSum, sumPipeline } from './figures.queries';
import { findPipeline } from './pipeline.queries';

/** Counts, amounts and rates of a pipeline as of a month: computed from its facts each time. */
@Injectable()
export class PipelineFiguresReader {
  constructor(private readonly clock: Clock) {}

  /** @throws Problem 404 */
  async read(tx: Tx, id: string, asked?: Month): Promise<PipelineFigures> {
    const pipeline = await findPipeline(tx, id);
    if (!pipeline) throw problem.notFound();
    const running = monthOf(this.clock.now());
    const last = `${pipeline.year}-12`;
    const month = asked ?? (running < last ? running : last);
    const rows = await sumPipeline(tx, month, id);
    const { year, name, kind } = pipeline;
    const whole = rows.filter(({ sector }) => sector === null);
    return { id, year, name, kind, month, stages: whole.map((row) => stageFigures(row, rows)) };
  }
}

/** Count ÷ count of the base in percent, with the digits of the stage, none where it is whole: 100, 60, 77.19. */
export const stageRate = ({ count, baseCount, digits }: Pick<PipelineSum, 'count' | 'baseCount' | 'digits'>) =>
  rate(count, baseCount, digits)?.replace(/\.0+$/, '') ?? null;

/** @param rows among them those of its sectors */
export function stageFigures(row: PipelineSum, rows: PipelineSum[]): PipelineStageFigures {
  const { stageId, aside, counts, count, amount, withoutAmount, totalInvestment, requested, units } = row;
  const { baseStageId, baseName, baseCount, digits, tallyMonth } = row;
  const sectors = rows.filter((other) => other.stageId === stageId && other.sector !== null);
  return {
    ...{ stageId, name: row.stageName, aside, counts, count, amount, withoutAmount, totalInvestment, requested, units },
    ...{ baseStageId, baseName, baseCount, rate: stageRate(row), digits, tallyMonth },
    sectors: sectors.map((part) => ({
      sector: part.sector ?? '',
      count: part.count,
      amount: part.amount,
      totalInvestment: part.totalInvestment,
    })),
  };
}
