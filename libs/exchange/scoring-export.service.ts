import type { Principal } from '@app/org';
import { Clock, isoInstant, type Month, periodName, recordChange, type Tx } from '@app/platform';
import {
  EvaluationService,
  type EvaluationView,
  type RankingQuery,
  RankingService,
  type RankingView,
} from '@app/scoring';
import { Injectable } from '@nestjs/common';
import { findNames } from './exchange.queries';
import type { Download } from './issue-export.service';
import { type SheetColumn, writeSheet } from './sheet';

const STATES = { draft: '试算，未公示', announced: '公示中', published: '已公布' } as const;

interface ScoreRow {
  rank: number | null;
  name: string;
  total: string | null;
  points: Map<string, string>;
  note: string | null;
}

interface RankRow {
  rank: number | null;
  name: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  gap: string | null;
  note: string | null;
}

/** Rankings of units as sheets: those without a base below the others, with the reason. */
@Injectable()
export class ScoringExport {
  constructor(
    private readonly clock: Clock,
    private readonly evaluations: EvaluationService,
    private readonly rankings: RankingService,
  ) {}

  /** The ranking of an evaluation with the points of each item. @throws Problem 404 */
  async evaluation(tx: Tx, principal: Principal, id: string): Promise<Download> {
    const view = await this.evaluations.one(tx, principal, id);
    const { district } = await findNames(tx, {});
    await this.record(tx, principal, { evaluation: id, rows: view.units.length });
    const revised = view.revision > 1 ? `，第 ${view.revision} 版（更正原因：${view.reason ?? ''}）` : '';
    const sheet = {
      name: '考核排名',
      title: `${district}${view.periodName}${view.schemeName}得分排名`,
      notes: [
        `${STATES[view.state]}${revised}；计分规则第 ${view.schemeVersion} 版，数据截至 ${view.asOf}`,
        this.taken(principal),
      ],
      columns: scoreColumns(view),
    };
    return {
      fileName: `${view.periodName}考核排名.xlsx`,
      write: (out) => writeSheet(out, sheet, once(scoreRows(view))),
    };
  }

  /** Units by a measure. @throws Problem 400 for a measure that there is none of units */
  async ranking(tx: Tx, principal: Principal, month: Month, query: RankingQuery): Promise<Download> {
    const view = await this.rankings.one(tx, month, query);
    const { district } = await findNames(tx, {});
    await this.record(tx, principal, { month, measure: view.measure, listId: view.listId, rows: view.rows.length });
    const name = periodName(month);
    const sheet = {
      name: '指标排名',
      title: `${district}${name}${view.listName ?? ''}${view.name}排名`,
      notes: [
        `${view.revision > 0 ? `按第 ${view.revision} 版月结数据` : '当月未月结，按此刻数据'}；时间进度 ${view.timeSchedule}%；${view.order === 'desc' ? '由高到低' : '由低到高'}`,
        this.taken(principal),
      ],
      columns: rankColumns(view),
    };
    return {
      fileName: `${name}${view.name}排名.xlsx`,
      write: (out) => writeSheet(out, sheet, once(rankRows(view))),
    };
  }

  private taken({ name }: Principal): string {
    return `导出时间 ${isoInstant(this.clock.now()).slice(0, 16).replace('T', ' ')}；导出人：${name}`;
  }

  private record(tx: Tx, principal: Principal, after: object): Promise<void> {
    const at = this.clock.now();
    const subject = { subjectKind: 'scoring-export', subjectId: principal.id, action: 'create' as const };
    return recordChange(tx, { at, actorId: principal.id, ...subject, after });
  }
}

function scoreColumns({ items }: EvaluationView): SheetColumn<ScoreRow>[] {
  return [
    { header: '名次', width: 8, kind: 'number', value: ({ rank }) => rank },
    { header: '单位', width: 24, value: ({ name }) => name },
    ...items.map(({ code, name }): SheetColumn<ScoreRow> => ({
      ...{ header: name, width: 12, kind: 'amount' },
      value: ({ points }) => points.get(code) ?? null,
    })),
    { header: '总分', width: 12, kind: 'amount', value: ({ total }) => total },
    { header: '备注', width: 30, value: ({ note }) => note },
  ];
}

const scoreRows = ({ units, without }: EvaluationView): ScoreRow[] => [
  ...units.map(({ rank, name, total, items }) => ({
    ...{ rank, name, total },
    points: new Map(items.map(({ code, points }) => [code, points])),
    note: null,
  })),
  ...without.map(({ name, reason }) => ({
    rank: null,
    name,
    total: null,
    points: new Map<string, string>(),
    note: reason,
  })),
];

function rankColumns({ name, unit, rows }: RankingView): SheetColumn<RankRow>[] {
  const shares = rows.some(({ denominator }) => denominator !== null);
  const gaps = rows.some(({ gap }) => gap !== null);
  return [
    { header: '名次', width: 8, kind: 'number', value: ({ rank }) => rank },
    { header: '单位', width: 26, value: (row) => row.name },
    ...(shares
      ? ([
          { header: '分子', width: 16, kind: 'amount', value: ({ numerator }) => numerator },
          { header: '分母', width: 16, kind: 'amount', value: ({ denominator }) => denominator },
        ] satisfies SheetColumn<RankRow>[])
      : []),
    { header: `${name}（${unit}）`, width: 20, kind: 'amount', value: ({ value }) => value },
    ...(gaps
      ? ([
          { header: '与时间进度之差（百分点）', width: 20, kind: 'amount', value: ({ gap }) => gap },
        ] satisfies SheetColumn<RankRow>[])
      : []),
    { header: '备注', width: 36, value: ({ note }) => note },
  ];
}

const rankRows = ({ rows, without }: RankingView): RankRow[] => [
  ...rows.map(({ basisNote, ...row }) => ({ ...row, note: basisNote })),
  ...without.map(({ name, reason }) => ({
    ...{ rank: null, name, note: reason },
    ...{ value: null, numerator: null, denominator: null, gap: null },
  })),
];

/** As the sheet takes them: batch by batch. */
async function* once<T>(rows: T[]): AsyncGenerator<T[]> {
  yield await Promise.resolve(rows);
}
