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
import type { Figures } from './bulletin.figures';

/** As many pipelines as a year has at most. */
const ALL = { page: 1, pageSize: 200 };

/**
 * Pipelines and indicators as of a month. Their names and order are those of today; the numbers of a published revision are
 * what it published (`published`), for a correction counts from the next one on.
 */
@Injectable()
export class BulletinFamilies {
  constructor(
    private readonly pipelines: PipelineService,
    private readonly figures: PipelineFiguresReader,
    private readonly board: IndicatorBoardService,
  ) {}

  /** Those of the month's year, by kind and in their order. */
  async pipelinesOf(tx: Tx, month: Month, published?: Figures): Promise<PipelineFacts[]> {
    const { items } = await this.pipelines.list(tx, { ...ALL, year: yearOf(month) });
    const found: PipelineFacts[] = [];
    for (const { id } of items) {
      const figures = await this.figures.read(tx, id, month);
      found.push(pipelineFacts(published ? pipelineThen(figures, published) : figures));
    }
    const told = found.filter(({ stages }) => stages.length > 0);
    return told.sort((a, b) => PIPELINE_KINDS.indexOf(a.kind) - PIPELINE_KINDS.indexOf(b.kind));
  }

  /** Those of which a target or an actual is known, in the order of the board. */
  async indicatorsOf(tx: Tx, principal: Principal, month: Month, published?: Figures): Promise<IndicatorFacts[]> {
    const { items } = await this.board.board(tx, principal, { month, year: yearOf(month) });
    const rows = items.flatMap(({ children, ...group }) => [group, ...children]);
    const facts = rows.map((row) => ({
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
    return published ? facts.flatMap((row) => indicatorThen(row, published)) : facts;
  }
}

/** A pipeline with the numbers that were published; a stage that was not there then is left out. */
function pipelineThen(pipeline: PipelineFigures, published: Figures): PipelineFigures {
  const stages = pipeline.stages.flatMap((stage) => {
    const told = (measure: string) => published.of(measure, 'stage', stage.stageId);
    const count = told('pipeline.count');
    if (!count) return [];
    const amount = told('pipeline.amount')?.numerator ?? null;
    const same = Number(count.value) === stage.count && amount === stage.amount;
    return [
      {
        ...stage,
        count: Number(count.value),
        amount,
        rate: told('pipeline.rate')?.value ?? null,
        // Of this no figure is published.
        totalInvestment: same ? stage.totalInvestment : null,
        sectors: stage.sectors.map((one) => ({
          ...one,
          count: published.count('pipeline.count', 'sector', `${pipeline.id}/${one.sector}`),
        })),
      },
    ];
  });
  return { ...pipeline, stages };
}

/** An indicator with the numbers that were published; one that was not there then is left out. */
function indicatorThen(row: IndicatorFacts, published: Figures): IndicatorFacts[] {
  const told = (measure: string) => published.of(measure, 'indicator', row.indicatorId);
  const [target, actual] = [told('indicator.target'), told('indicator.actual')];
  if (!target && !actual) return [];
  const then = { target: target?.value ?? null, actual: actual?.value ?? null };
  if (then.target === row.target && then.actual === row.actual) return [row];
  return [
    {
      ...row,
      ...then,
      rate: told('indicator.rate')?.value ?? null,
      growth: told('indicator.growth')?.value ?? null,
    },
  ];
}

function pipelineFacts({ name, kind, stages }: PipelineFigures): PipelineFacts {
  const last = stages.filter(({ aside, sectors }) => !aside && sectors.some(({ sector }) => sector !== '')).at(-1);
  return {
    name,
    kind,
    stages: stages.map(stageFacts),
    sectors: (last?.sectors ?? [])
      .filter(({ sector, count }) => sector !== '' && count > 0)
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
