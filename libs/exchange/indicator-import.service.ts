import {
  ActualService,
  type Direction,
  type IndicatorBody,
  type IndicatorKind,
  IndicatorService,
  type IndicatorView,
  maySet,
  type IndicatorSplitItem,
  type YearActual,
} from '@app/indicator';
import type { Principal } from '@app/org';
import { type FieldFault, isAmount, type Problem, problems, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Worksheet } from 'exceljs';
import { findUnitsByName } from './exchange.queries';
import type { IndicatorImportFault, ImportOutcome, IndicatorImportView } from './indicator-import.dto';
import {
  DIRECTION_WORDS,
  FACT_HEADS,
  headOf,
  KIND_WORDS,
  MONTH_HEADS,
  monthOfHead,
  NEEDED,
  type SheetKey,
  SHEETS,
} from './indicator-sheet';
import { type Cell, openWorkbook, rowsOf, type SheetRow } from './workbook.read';

/** Opens a transaction, commits what succeeded and takes back what threw. */
type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
type Told = (error: unknown) => Problem;

const importProblem = problems({
  nothing: [
    400,
    'import.nothing',
    '工作簿里没有名为“指标”“目标分解”“完成情况”或“上年同期”且表头含“编号”的工作表，请下载模板填写。',
  ],
});

/** Why a cell cannot be taken over; `column` null: the whole row. */
class Refused extends Error {
  constructor(
    readonly column: string | null,
    message: string,
  ) {
    super(message);
  }
}

/** What is known while a workbook is read. */
interface Reading {
  transact: Transact;
  told: Told;
  principal: Principal;
  year: number;
  units: Map<string, string>;
  indicators: Map<string, IndicatorView>;
  actuals: Map<string, YearActual>;
  view: IndicatorImportView;
}

const COLUMN_OF: Record<string, (typeof FACT_HEADS)[number]> = {
  ...{ code: '编号', parentId: '上级编号', name: '指标名称', unit: '计量单位', kind: '类型', direction: '方向' },
  ...{ digits: '小数位', target: '年度目标', unitId: '责任单位', source: '数据来源' },
};

/** Indicators of a year from a workbook: each row and each month for itself, so that what is right is kept. */
@Injectable()
export class IndicatorImport {
  constructor(
    private readonly indicators: IndicatorService,
    private readonly actuals: ActualService,
  ) {}

  /**
   * The same workbook again changes nothing: what is there already is left alone.
   *
   * @param told what a person is told of an error
   * @throws Problem 400 for a file that is no workbook or has none of the sheets
   */
  async run(
    transact: Transact,
    principal: Principal,
    year: number,
    bytes: Buffer,
    told: Told,
  ): Promise<IndicatorImportView> {
    const book = await openWorkbook(bytes);
    const sheets = (Object.keys(SHEETS) as SheetKey[]).flatMap((key) => {
      const sheet: Worksheet | undefined = book.getWorksheet(SHEETS[key]);
      const rows = sheet && rowsOf(sheet, NEEDED[key]);
      return rows ? [{ key, rows }] : [];
    });
    if (sheets.length === 0) throw importProblem.nothing();
    const view: IndicatorImportView = { created: 0, changed: 0, unchanged: 0, failed: 0, rows: [], faults: [] };
    const units = await transact(findUnitsByName);
    const reading: Reading = {
      ...{ transact, told, principal, year, units, view },
      ...{ indicators: new Map<string, IndicatorView>(), actuals: new Map<string, YearActual>() },
    };
    for (const { key, rows } of sheets) {
      await this.refresh(reading);
      // The first level goes before what stands under it, however the rows are mixed.
      const order = key === 'facts' ? [...rows].sort((a, b) => levelOf(a) - levelOf(b)) : rows;
      for (const row of order) await this.take(reading, key, row);
    }
    view.rows.sort((a, b) => sheetPlace(a.sheet) - sheetPlace(b.sheet) || a.row - b.row);
    view.faults.sort((a, b) => sheetPlace(a.sheet) - sheetPlace(b.sheet) || a.row - b.row);
    return view;
  }

  private async refresh(reading: Reading): Promise<void> {
    const { transact, principal, year } = reading;
    reading.indicators = await transact((tx) => this.indicators.ofYear(tx, principal, year));
    const actuals = await transact((tx) => this.actuals.ofYear(tx, principal, year));
    reading.actuals = new Map(actuals.map((one) => [keyOf(one.code, one.month, one.unitId), one]));
  }

  /** One row, and what came of it. */
  private async take(reading: Reading, key: SheetKey, row: SheetRow): Promise<void> {
    const code = row.cells.get('编号')?.text ?? '';
    const faults: IndicatorImportFault[] = [];
    const fault = (error: unknown, column: string | null): void => {
      const place = { sheet: SHEETS[key], row: row.row };
      if (error instanceof Refused) faults.push({ ...place, column: error.column ?? column, message: error.message });
      else faults.push({ ...place, ...this.toldOf(reading, error, column) });
    };
    let outcome: ImportOutcome = 'unchanged';
    try {
      if (key === 'facts') outcome = await this.takeFacts(reading, row, code);
      else if (key === 'split') outcome = await this.takeSplit(reading, row, code);
      else outcome = await this.takeMonths(reading, key, row, code, fault);
    } catch (error) {
      fault(error, null);
    }
    if (faults.length > 0) outcome = 'failed';
    reading.view[outcome] += 1;
    const name = reading.indicators.get(code)?.name ?? row.cells.get('指标名称')?.text ?? '';
    reading.view.rows.push({ sheet: SHEETS[key], row: row.row, code, name, outcome });
    reading.view.faults.push(...faults);
  }

  private toldOf(
    { told }: Reading,
    error: unknown,
    column: string | null,
  ): Pick<IndicatorImportFault, 'column' | 'message'> {
    const { message, details } = told(error);
    const [first] = Array.isArray(details) ? (details as FieldFault[]) : [];
    return { column: column ?? COLUMN_OF[first?.field ?? ''] ?? null, message };
  }

  private async takeFacts(reading: Reading, { cells }: SheetRow, code: string): Promise<ImportOutcome> {
    const { transact, principal, year, indicators } = reading;
    if (!maySet(principal)) throw new Refused(null, '只有督办专员和管理员可以建立、修改指标。');
    if (!/^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/.test(code))
      throw new Refused('编号', '编号为 1 至 20 位数字、字母、点或横线，以数字或字母开头。');
    const there = indicators.get(code);
    const above = cells.get('上级编号')?.text;
    const parent = above === undefined ? undefined : indicators.get(above);
    if (above !== undefined && parent?.level !== 1)
      throw new Refused('上级编号', `没有编号为“${above}”的一级指标，请先建立。`);
    const facts = {
      name: textOf(cells, '指标名称', 100),
      unit: textOf(cells, '计量单位', 20),
      kind: wordOf<IndicatorKind>(cells, '类型', KIND_WORDS),
      direction: wordOf<Direction>(cells, '方向', DIRECTION_WORDS),
      digits: digitsOf(cells),
      target: numberOf(cells, '年度目标'),
      unitId: unitOf(reading, cells, '责任单位'),
      source: textOf(cells, '数据来源', 200),
    };
    if (there) {
      if ((there.level === 2) !== (above !== undefined) && above !== undefined)
        throw new Refused('上级编号', '一级指标没有上级。');
      const changed = await transact((tx) =>
        this.indicators.change(tx, principal, there.id, { ...facts, parentId: parent?.id }),
      );
      indicators.set(code, changed);
      return changed.version === there.version ? 'unchanged' : 'changed';
    }
    if (facts.name === undefined) throw new Refused('指标名称', '请填写指标名称。');
    if (facts.kind === undefined) throw new Refused('类型', `请填写类型：${Object.values(KIND_WORDS).join('、')}。`);
    const body = { ...facts, year, code, level: parent ? 2 : 1, parentId: parent?.id ?? null } as IndicatorBody;
    indicators.set(code, await transact((tx) => this.indicators.create(tx, principal, body)));
    return 'created';
  }

  private async takeSplit(reading: Reading, { cells }: SheetRow, code: string): Promise<ImportOutcome> {
    const { transact, principal, year } = reading;
    const indicator = known(reading, code);
    const unitId = unitOf(reading, cells, '单位') ?? null;
    const parts = ['全年', ...MONTH_HEADS].flatMap((head): IndicatorSplitItem[] => {
      const target = numberOf(cells, head);
      return target === undefined ? [] : [{ month: monthOfHead(year, head), unitId, target }];
    });
    if (parts.length === 0) return 'unchanged';
    if (!maySet(principal)) throw new Refused(null, '只有督办专员和管理员可以分解目标。');
    if (unitId === null && parts.some(({ month }) => month === null))
      throw new Refused('全年', '全部单位的全年目标请填在“指标”表的年度目标一栏。');
    const changed = await transact(async (tx) => {
      const before = await this.indicators.one(tx, principal, indicator.id);
      const told = new Set(parts.map(({ month }) => month));
      const kept = before.split.filter((part) => part.unitId !== unitId || !told.has(part.month));
      const items = [...kept.map(({ month, unitId: unit, target }) => ({ month, unitId: unit, target })), ...parts];
      const after = await this.indicators.split(tx, principal, indicator.id, { items }).catch((error: unknown) => {
        throw this.atMonth(reading, error, items);
      });
      return after.version !== before.version;
    });
    return changed ? 'changed' : 'unchanged';
  }

  /** `items.3.target` is a month of the sheet. */
  private atMonth({ told }: Reading, error: unknown, items: readonly IndicatorSplitItem[]): unknown {
    const { message, details } = told(error);
    const field = Array.isArray(details) ? (details as FieldFault[])[0]?.field : undefined;
    const at = /^items\.(\d+)/.exec(field ?? '')?.[1];
    return at === undefined ? error : new Refused(headOf(items[Number(at)]?.month ?? null), message);
  }

  private async takeMonths(
    reading: Reading,
    key: 'actual' | 'before',
    { cells }: SheetRow,
    code: string,
    fault: (error: unknown, column: string) => void,
  ): Promise<ImportOutcome> {
    const { transact, principal, year, actuals } = reading;
    const indicator = known(reading, code);
    const unitId = unitOf(reading, cells, '单位') ?? null;
    let outcome: ImportOutcome = 'unchanged';
    for (const head of MONTH_HEADS) {
      try {
        const given = numberOf(cells, head);
        const month = monthOfHead(year, head);
        if (given === undefined || month === null) continue;
        const there = actuals.get(keyOf(code, month, unitId));
        if ((key === 'actual' ? there?.value : there?.yearBefore) === given) continue;
        if (key === 'before' && !there) throw new Refused(head, '该月还没有完成情况，请先填写“完成情况”表。');
        const body =
          key === 'actual' ? { value: given, unitId } : { value: there?.value ?? '', unitId, yearBefore: given };
        await transact((tx) => this.actuals.put(tx, principal, { id: indicator.id, month }, body));
        if (!there && outcome === 'unchanged') outcome = 'created';
        if (there) outcome = 'changed';
      } catch (error) {
        fault(error, head);
      }
    }
    return outcome;
  }
}

const keyOf = (code: string, month: string, unitId: string | null): string => `${code} ${month} ${unitId ?? ''}`;
const levelOf = ({ cells }: SheetRow): number => (cells.has('上级编号') ? 2 : 1);
const sheetPlace = (name: string): number => (Object.values(SHEETS) as string[]).indexOf(name);

function known({ indicators, year }: Reading, code: string): IndicatorView {
  const indicator = indicators.get(code);
  if (!indicator) throw new Refused('编号', `${year} 年没有编号为“${code}”的指标，请核对编号或先建立指标。`);
  return indicator;
}

function textOf(cells: Map<string, Cell>, head: string, longest: number): string | undefined {
  const text = cells.get(head)?.text;
  if (text !== undefined && text.length > longest) throw new Refused(head, `${head}不能超过${longest}个字。`);
  return text;
}

function wordOf<T extends string>(cells: Map<string, Cell>, head: string, words: Record<T, string>): T | undefined {
  const text = cells.get(head)?.text;
  if (text === undefined) return undefined;
  const found = (Object.keys(words) as T[]).find((code) => words[code] === text);
  if (!found) throw new Refused(head, `${head}“${text}”不在可选范围内，请填 ${Object.values(words).join('、')}。`);
  return found;
}

function numberOf(cells: Map<string, Cell>, head: string): string | undefined {
  const cell = cells.get(head);
  if (cell === undefined) return undefined;
  if (cell.number === null) throw new Refused(head, `“${cell.text}”不是数字，请改正。`);
  if (!isAmount(cell.number)) throw new Refused(head, `“${cell.text}”超出范围：整数部分最多 12 位，小数最多 4 位。`);
  return cell.number;
}

function digitsOf(cells: Map<string, Cell>): number | undefined {
  const text = numberOf(cells, '小数位');
  if (text === undefined) return undefined;
  if (!/^[0-4]$/.test(text)) throw new Refused('小数位', '小数位应为 0 至 4 的整数。');
  return Number(text);
}

function unitOf({ units }: Reading, cells: Map<string, Cell>, head: string): string | undefined {
  const text = cells.get(head)?.text;
  if (text === undefined) return undefined;
  const id = units.get(text);
  if (id === undefined) throw new Refused(head, `没有名为“${text}”的单位，请核对名称。`);
  return id;
}
