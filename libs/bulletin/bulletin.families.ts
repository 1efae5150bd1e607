import { IndicatorBoardService } from '@app/indicator';
import type { Principal } from '@app/org';
import { type Month, type Tx, yearOf } from '@app/platform';
import {
  AMOUNT_LABELS,
  type PipelineFigures,
  PipelineFiguresReader,
  PipelineService,
  PIPELINE_KINDS,
} from '@app/pipeline';
import { Injectable } from '@nestjs/common';
import type { IndicatorFacts, PipelineFacts, StageFacts } from './bulletin.facts';

/** As many pipelines as a year has at most. */
const ALL = { page: 1, pageSize: 200 };

/** Pipelines and indicators as of a month: the facts of a closed month no longer change without a correction. */
@Injectable()
export class BulletinFamilies {
  constructor(
    private readonly pipelines: PipelineService,
    private readonly figures: PipelineFiguresReader,
    private readonly board: IndicatorBoardService,
  ) {}

  /** Those of the month's year, by kind and in their order. */
  async pipelinesOf(tx: Tx, month: Month): Promise<PipelineFacts[]> {
    const { items } = await this.pipelines.list(tx, { ...ALL, year: yearOf(month) });
    const found: PipelineFacts[] = [];
    for (const { id } of items) found.push(pipelineFacts(await this.figures.read(tx, id, month)));
    return found.sort((a, b) => PIPELINE_KINDS.indexOf(a.kind) - PIPELINE_KINDS.indexOf(b.kind));
  }

  /** Those of which a target or an actual is known, in the order of the board. */
  async indicatorsOf(tx: Tx, principal: Principal, month: Month): Promise<IndicatorFacts[]> {
    const { items } = await this.board.board(tx, principal, { month, year: yearOf(month) });
    const rows = items.flatMap(({ children, ...group }) => [group, ...children]);
    return rows.map((row) => ({
      indicatorId: row.id,
      name: row.name,
      unit: row.unit,
      level: row.level,
      target: row.target,
      actual: row.actual,
      rate: row.completionRate,
      growth: row.growth ?? row.change,
      code: null,
    }));
  }
}

function pipelineFacts({ name, kind, stages }: PipelineFigures): PipelineFacts {
  const last = stages.filter(({ aside, sectors }) => !aside && sectors.some(({ sector }) => sector !== '')).at(-1);
  return {
    name,
    kind,
    stages: stages.map(stageFacts),
    sectors: (last?.sectors ?? [])
      .filter(({ sector }) => sector !== '')
      .map(({ sector, count }) => ({ name: sector, count })),
  };
}

/** Where a stage counts the investment itself, or signed for all of it, that is said once. */
function stageFacts({ counts, amount, ...stage }: PipelineFigures['stages'][number]): StageFacts {
  const investment = counts === 'investment' ? amount : stage.totalInvestment;
  const once = counts === 'investment' || (counts === 'signed' && amount === investment);
  return {
    name: stage.name,
    count: stage.count,
    totalInvestment: investment,
    amountName: AMOUNT_LABELS[counts].zh,
    amount: once ? null : amount,
    base: stage.baseName,
    rate: stage.rate,
  };
}
