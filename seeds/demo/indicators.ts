import { addsUp } from '@app/indicator';
import { addMonths, type Day, instantAt, type Month, type Tx, yearOf } from '@app/platform';
import { type IndicatorText, INDICATORS, PRINTED_2024, TARGETS_2022 } from './indicator-texts';
import type { UnitCode } from './org';
import { Random } from './random';

type Rows = Record<string, unknown>[];
interface Tables {
  indicator: Rows;
  indicator_target: Rows;
  indicator_split: Rows;
  indicator_actual: Rows;
}

const COLUMNS: Record<keyof Tables, string> = {
  indicator:
    'id, year, code, name, unit, level, parent_id, kind, direction, digits, unit_id, source, version, created_at',
  indicator_target: 'id, indicator_id, unit_id, from_month, target, entered_by, entered_at',
  indicator_split: 'id, indicator_id, month, unit_id, target',
  indicator_actual: `id, indicator_id, month, unit_id, value, year_before, stated_share, note, version, entered_by, entered_at`,
};
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const MADE_UP = '演示编制，并非公布数据';
const PRINTED = '焦作高新区公布数据';

/** The indicators of 2022 as printed, of 2024 and of the years after, up to the month that ended last. */
export async function seedIndicators(tx: Tx, today: Day): Promise<void> {
  const people: { id: string; username: string; unitId: string }[] = await tx.query(
    `select id, username, unit_id as "unitId" from person where username = 'supervisor' or username like 'h%'`,
  );
  const tables: Tables = { indicator: [], indicator_target: [], indicator_split: [], indicator_actual: [] };
  const maker = new Maker(tables, people, addMonths(today.slice(0, 7), -1));
  maker.year2022();
  for (let year = 2024; year <= yearOf(today); year += 1) maker.year(year);
  for (const [table, rows] of Object.entries(tables) as [keyof Tables, Rows][]) {
    const columns = COLUMNS[table];
    await tx.query(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
}

class Maker {
  private readonly random = new Random('indicators');

  constructor(
    private readonly tables: Tables,
    private readonly people: { id: string; username: string; unitId: string }[],
    private readonly last: Month,
  ) {}

  /** What was printed: six targets. Nothing is known of what was reached. */
  year2022(): void {
    const groups = this.groups(2022);
    for (const [group, name, target] of TARGETS_2022) {
      const items = INDICATORS[group - 1]?.items ?? [];
      const place = items.findIndex((one) => one.name === name);
      const text = items[place];
      if (!text) throw new RangeError(`no indicator ${name}`);
      const id = this.indicator(2022, `${group}.${place + 1}`, text, groups[group - 1] ?? '', PRINTED);
      this.target(id, 2022, target);
    }
  }

  year(year: number): void {
    const groups = this.groups(year);
    INDICATORS.forEach(({ items }, group) => {
      items.forEach((text, place) => {
        const printed = year === 2024 && text.name in PRINTED_2024;
        const source = printed ? `2024年9月为${PRINTED}，其他月份为${MADE_UP}` : MADE_UP;
        const id = this.indicator(year, `${group + 1}.${place + 1}`, text, groups[group] ?? '', source);
        const target = targetOf(text, year);
        if (target !== null) this.target(id, year, String(target));
        if (target !== null && text.direction !== 'less') this.split(id, year, text, target);
        this.actuals(id, year, text, target);
      });
    });
  }

  private groups(year: number): string[] {
    return INDICATORS.map(({ name }, index) =>
      this.indicator(year, String(index + 1), { name, unit: '', kind: 'share', target: null }, null, ''),
    );
  }

  private indicator(
    year: number,
    code: string,
    { name, unit, kind, direction = 'more', digits = 2, by }: Omit<IndicatorText, 'by'> & { by?: UnitCode },
    parent: string | null,
    source: string,
  ): string {
    const at = instantAt(`${year}-01-10`, '09:30');
    const id = this.random.id(at);
    this.tables.indicator.push({
      ...{ id, year, code, name, unit, level: parent === null ? 1 : 2, parent_id: parent, kind, direction, digits },
      ...{ unit_id: by ? this.personOf(by).unitId : null, source, version: 1, created_at: at },
    });
    return id;
  }

  private target(id: string, year: number, target: string): void {
    const at = instantAt(`${year}-01-10`, '09:30');
    this.tables.indicator_target.push({
      ...{ id: this.random.id(at), indicator_id: id, unit_id: null, from_month: `${year}-01`, target },
      ...{ entered_by: this.people.find(({ username }) => username === 'supervisor')?.id, entered_at: at },
    });
  }

  /** By quarters: what adds up slowly in winter, the others evenly. */
  private split(id: string, year: number, { kind }: IndicatorText, target: number): void {
    const shares: [month: number, share: number][] = [[3, 0.2], [6, 0.46], [9, 0.73], [12, 1]]; // prettier-ignore
    for (const [month, share] of shares) {
      const due = kind === 'count' ? Math.round(target * share) : fit(target * share, target);
      const part = addsUp(kind) && month < 12 ? due : target;
      const at = instantAt(`${year}-01-12`, '15:00');
      const key = { id: this.random.id(at), indicator_id: id, month: monthIn(year, month), unit_id: null };
      this.tables.indicator_split.push({ ...key, target: String(part) });
    }
  }

  private actuals(id: string, year: number, text: IndicatorText, target: number | null): void {
    const { name, kind, by } = text;
    const person = this.personOf(by);
    const pace = 0.9 + this.random.next() * 0.18;
    const better = 1.02 + this.random.next() * 0.09;
    let before = 0;
    for (const number of MONTHS) {
      const month = monthIn(year, number);
      if (month > this.last) return;
      const printed = year === 2024 ? PRINTED_2024[name] : undefined;
      // Steps before the printed month lead up to it, those after go on from there.
      const end = printed ? (printed.value / Number(printed.month.slice(5))) * 12 : (target ?? 480);
      let value = this.valueOf(text, end, number, printed ? 1 : pace);
      if (printed) value = printed.month === month ? printed.value : Math.round(value);
      if (printed && printed.month > month) value = Math.min(value, printed.value - 1);
      if (printed && printed.month < month) value = Math.min(Math.max(value, printed.value), target ?? value);
      if (addsUp(kind) && text.direction !== 'less') value = Math.max(value, before);
      before = value;
      const at = instantAt(`${addMonths(month, 1)}-06`, '10:20');
      this.tables.indicator_actual.push({
        ...{ id: this.random.id(at), indicator_id: id, month, unit_id: null, value: String(value) },
        year_before:
          kind === 'amount' && text.direction !== 'less' && year === 2024 ? String(fit(value / better, value)) : null,
        stated_share: printed?.month === month ? (printed.share ?? null) : null,
        note: printed?.month === month ? PRINTED : '',
        ...{ version: 1, entered_by: person.id, entered_at: at },
      });
    }
  }

  private valueOf({ kind, direction }: IndicatorText, target: number, month: number, pace: number): number {
    const jitter = this.random.next() - 0.5;
    if (kind === 'rank') return Math.max(1, target + this.random.whole(-1, 2));
    if (kind === 'growth') return round(target + (pace - 0.98) * 20 + jitter * 0.8, 1);
    if (kind === 'share') return round(Math.min(100, target * (0.97 + (month / 12) * 0.03) + jitter), 1);
    if (direction === 'less' && kind === 'amount') return round(target * (0.98 + jitter * 0.12), 1);
    if (direction === 'less') return Math.floor((target * month * pace) / 14);
    const reached = (target * (month - 0.3 + jitter * 0.2) * pace) / 11.7;
    return kind === 'count' ? Math.floor(reached) : fit(reached, target);
  }

  /** Who enters for a unit: the first of its handlers. */
  private personOf(unit: UnitCode): { id: string; unitId: string } {
    const username = unit === 'power' ? 'handler' : `handler.${unit}`;
    const found = this.people.find((person) => person.username === username);
    if (!found) throw new RangeError(`nobody enters for ${unit}`);
    return found;
  }
}

const monthIn = (year: number, month: number): Month => `${year}-${String(month).padStart(2, '0')}`;
const round = (value: number, digits: number): number => Number(value.toFixed(digits));
/** Whole where the target is large, else with the decimals that people print. */
const fit = (value: number, like: number): number =>
  round(value, like >= 1000 || (Number.isInteger(like) && like > 20) ? 0 : 2);

/** A later year asks for some more of what adds up. */
function targetOf({ kind, target, direction }: IndicatorText, year: number): number | null {
  if (target === null || kind === 'growth' || kind === 'rank' || kind === 'share' || direction === 'less')
    return target;
  const more = target * 1.06 ** (year - 2024);
  return kind === 'count' ? Math.round(more) : fit(more, target);
}
