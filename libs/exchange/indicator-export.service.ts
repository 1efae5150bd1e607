import {
  ActualService,
  type IndicatorBoardQuery,
  type IndicatorBoardRow,
  IndicatorBoardService,
  IndicatorService,
  type YearActual,
} from '@app/indicator';
import type { Principal } from '@app/org';
import { Clock, dayOf, isoInstant, recordChange, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { findNames } from './exchange.queries';
import { headOf, KIND_WORDS, type MonthLine, splitLines, templateOf } from './indicator-sheet';
import type { Download } from './issue-export.service';
import { type Sheet, type SheetColumn, writeSheet } from './sheet';

type Line = IndicatorBoardRow & { ofUnit: string | null };

const LIGHTS = { green: '达到进度', yellow: '略低于进度', red: '落后', none: '未评' };

/** Indicators as .xlsx: the board of a month, and the template with what is there. */
@Injectable()
export class IndicatorExport {
  constructor(
    private readonly clock: Clock,
    private readonly boards: IndicatorBoardService,
    private readonly indicators: IndicatorService,
    private readonly actuals: ActualService,
  ) {}

  /** The board as it is seen; who took it is on the record. */
  async board(tx: Tx, principal: Principal, query: IndicatorBoardQuery): Promise<Download> {
    const board = await this.boards.board(tx, principal, query);
    const { district } = await findNames(tx, {});
    const now = this.clock.now();
    await recordChange(tx, {
      at: now,
      actorId: principal.id,
      subjectKind: 'indicator-export',
      subjectId: principal.id,
      action: 'create',
      after: { year: board.year, month: board.month, rows: board.firstLevel + board.secondLevel },
    });
    const month = Number(board.month.slice(5));
    const { green, yellow, red, none } = board.lights;
    const sheet: Sheet<Line> = {
      name: '指标',
      title: `${district}${board.year}年指标完成情况（截至${month}月）`,
      notes: [
        `一级指标 ${board.firstLevel} 个，二级指标 ${board.secondLevel} 个；本月已填报 ${board.reported} 个；达到进度 ${green} 个，略低于进度 ${yellow} 个，落后 ${red} 个，未评 ${none} 个。`,
        `${isoInstant(now).slice(0, 16).replace('T', ' ')} 导出；导出人：${principal.name}`,
      ],
      columns: COLUMNS,
    };
    const lines = board.items.flatMap((group) => [group, ...group.children].flatMap(linesOf));
    return {
      fileName: `${board.year}年指标_截至${month}月_${dayOf(now)}.xlsx`,
      write: (out) => writeSheet(out, sheet, batch(lines)),
    };
  }

  /** What is there, as a sheet that may be filled in and sent back. */
  async template(tx: Tx, principal: Principal, year: number): Promise<Download> {
    const views = [...(await this.indicators.ofYear(tx, principal, year)).values()];
    const actuals = await this.actuals.ofYear(tx, principal, year);
    const split: MonthLine[] = [];
    for (const { id, code, name, level } of views) {
      if (level === 1) continue;
      split.push(...splitLines({ code, name }, (await this.indicators.one(tx, principal, id)).split));
    }
    const lines = (value: (actual: YearActual) => string | null): MonthLine[] =>
      views
        .filter(({ level }) => level === 2)
        .flatMap(({ code, name }) => {
          const own = actuals.filter((actual) => actual.code === code);
          const units = [null, ...new Set(own.flatMap(({ unitName }) => unitName ?? []))];
          return units.map((unitName) => ({
            ...{ code, name, unitName },
            values: new Map(
              own.filter((one) => one.unitName === unitName).map((one) => [headOf(one.month), value(one)]),
            ),
          }));
        });
    const book = await templateOf(year, {
      facts: views,
      codes: new Map(views.map(({ id, code }) => [id, code])),
      split,
      actual: lines(({ value }) => value),
      before: lines(({ yearBefore }) => yearBefore),
    });
    return { fileName: `${year}年指标导入模板.xlsx`, write: (out) => book.xlsx.write(out) };
  }
}

/** An indicator, and under it the parts of units. */
const linesOf = (row: IndicatorBoardRow): Line[] => [
  { ...row, ofUnit: null },
  ...row.units.map((unit): Line => ({
    ...row,
    ...unit,
    unitId: row.unitId,
    unitName: row.unitName,
    ofUnit: unit.unitName,
  })),
];

/** All at once: a year has a few hundred lines. */
async function* batch<T>(rows: T[]): AsyncGenerator<T[]> {
  yield await Promise.resolve(rows);
}

/** As wide as a Chinese letter. */
const INDENT = '\u3000';

const words = (header: string, width: number, value: (line: Line) => string | null): SheetColumn<Line> => ({
  ...{ header, width, value },
});
const number = (header: string, value: (line: Line) => string | null): SheetColumn<Line> => ({
  ...{ header, width: 13, kind: 'decimal' as const, value },
});
const percent = (value: string | null): string => (value === null ? '—' : `${value}%`);

const COLUMNS: SheetColumn<Line>[] = [
  words('编号', 9, ({ code }) => code),
  words('指标', 38, ({ name, level, ofUnit }) =>
    ofUnit === null ? `${level === 2 ? INDENT : ''}${name}` : `${INDENT}${INDENT}其中：${ofUnit}`,
  ),
  words('计量单位', 10, ({ unit }) => unit),
  words('类型', 8, ({ kind }) => KIND_WORDS[kind]),
  words('责任单位', 20, ({ unitName }) => unitName),
  number('年度目标', ({ target }) => target),
  number('分解目标', ({ split }) => split),
  number('完成', ({ actual }) => actual),
  words('数据月份', 10, ({ actualMonth }) => actualMonth && headOf(actualMonth)),
  words('完成率', 11, ({ completionRate }) => percent(completionRate)),
  number('与目标差', ({ difference }) => difference),
  number('上年同期', ({ yearBefore }) => yearBefore),
  words('同比增长', 11, ({ growth }) => percent(growth)),
  words('进度', 12, ({ light }) => LIGHTS[light]),
];
