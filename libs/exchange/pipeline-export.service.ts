import type { Principal } from '@app/org';
import {
  AMOUNT_LABELS,
  PipelineFiguresReader,
  PipelineItemQuery,
  PipelineItemService,
  type PipelineItemView,
  PipelineService,
  type PipelineStageFigures,
  type PipelineStageView,
} from '@app/pipeline';
import { Clock, dayOf, isoInstant, recordChange, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { findNames } from './exchange.queries';
import type { Download } from './issue-export.service';
import { type Sheet, type SheetColumn, writeSheet } from './sheet';

const AT_ONCE = 200;

/** The items of a pipeline as an .xlsx, under what its stages count: cut to what the person may see. */
@Injectable()
export class PipelineExport {
  constructor(
    private readonly clock: Clock,
    private readonly pipelines: PipelineService,
    private readonly items: PipelineItemService,
    private readonly figures: PipelineFiguresReader,
  ) {}

  /** Writes on the record who takes it, and answers how to write the sheet; rows are read batch by batch. */
  async prepare(tx: Tx, reading: Tx, principal: Principal, id: string, filter: PipelineItemQuery): Promise<Download> {
    const pipeline = await this.pipelines.one(tx, principal, id);
    const figures = await this.figures.read(tx, id, filter.month);
    const query = { ...filter, month: figures.month };
    const { total } = await this.items.list(tx, principal, id, { ...query, page: 1, pageSize: 1 });
    const { district } = await findNames(tx, {});
    const now = this.clock.now();
    await recordChange(tx, {
      at: now,
      actorId: principal.id,
      subjectKind: 'pipeline-export',
      subjectId: id,
      action: 'create',
      after: { filter: query, rows: total },
    });
    const sheet: Sheet<PipelineItemView> = {
      name: '条目',
      title: `${district}${pipeline.year}年${pipeline.name}`,
      notes: [
        figures.stages.map(stageWords).join('；'),
        `截至 ${figures.month} 月末；金额单位：万元；${isoInstant(now).slice(0, 16).replace('T', ' ')} 导出，共 ${total} 条；导出人：${principal.name}`,
      ],
      columns: [...COLUMNS, ...pipeline.stages.flatMap(stageColumns)],
    };
    return {
      fileName: `${pipeline.year}年${pipeline.name.replace(/[\\/:*?"<>|]/g, '')}_${dayOf(now)}.xlsx`,
      write: (out) => writeSheet(out, sheet, this.rows(reading, principal, id, query)),
    };
  }

  private async *rows(
    tx: Tx,
    principal: Principal,
    id: string,
    query: PipelineItemQuery,
  ): AsyncGenerator<PipelineItemView[]> {
    for (let page = 1; ; page += 1) {
      const { items } = await this.items.list(tx, principal, id, { ...query, page, pageSize: AT_ONCE });
      yield items;
      if (items.length < AT_ONCE) return;
    }
  }
}

const text = (
  header: string,
  width: number,
  value: (row: PipelineItemView) => string | null,
): SheetColumn<PipelineItemView> => ({ header, width, value });
const amount = (
  header: string,
  value: (row: PipelineItemView) => string | null | undefined,
): SheetColumn<PipelineItemView> => ({
  header: `${header}（万元）`,
  width: 16,
  kind: 'amount',
  value: (row) => value(row) ?? null,
});

const COLUMNS: SheetColumn<PipelineItemView>[] = [
  text('名称', 44, ({ name }) => name),
  text('行业', 14, ({ sector }) => sector),
  text('责任单位', 22, ({ unitName }) => unitName),
  text('关联项目', 30, ({ projectName }) => projectName),
  amount('总投资', ({ totalInvestment }) => totalInvestment),
  amount('申请资金', ({ requested }) => requested),
  text('备注', 30, ({ note }) => note),
];

/** The day on which it was passed, and the amount where one was entered for it. */
const stageColumns = (stage: PipelineStageView): SheetColumn<PipelineItemView>[] => {
  const passage = (row: PipelineItemView) => row.passages.find(({ stageId }) => stageId === stage.id);
  return [
    { header: stage.name, width: 13, kind: 'day', value: (row) => passage(row)?.passedOn ?? null },
    amount(`${stage.name}${AMOUNT_LABELS[stage.counts].zh}`, (row) => passage(row)?.amount),
  ];
};

/** “国家审核通过 18 个，通过率 82%（18÷22）”, as notices say it. */
export function stageWords(stage: PipelineStageFigures): string {
  const { name, count, counts, rate, baseName, baseCount, tallyMonth } = stage;
  return [
    `${name} ${count} 个`,
    stage.amount !== null && `${AMOUNT_LABELS[counts].zh} ${stage.amount} 万元`,
    counts !== 'investment' && stage.totalInvestment !== null && `总投资 ${stage.totalInvestment} 万元`,
    rate !== null && `占${baseName} ${rate}%（${count}÷${baseCount}）`,
    tallyMonth !== null && `按 ${tallyMonth} 汇总数填报`,
  ]
    .filter(Boolean)
    .join('，');
}
