import { type Day, addDays, instantAt, type Tx } from '@app/platform';
import { FUNDS_2024, PLACES, PROMOTION_2024, RESERVE_2024, SIGNED_NAMES, WORKS } from './pipeline-texts';
import { Random } from './random';

interface StageText {
  name: string;
  counts: string;
  base?: string;
  digits?: number;
  aside?: boolean;
}
interface ItemText {
  name: string;
  sector?: string;
  unitId?: string;
  totalInvestment?: number;
  requested?: number;
  passed: { stage: string; on: Day; amount?: number; note?: string }[];
}

/** 2024's funds and promotion as published, split to made-up items; and a planning reserve, made up whole. */
export async function seedPipelines(tx: Tx, by: string): Promise<void> {
  const units: { id: string }[] = await tx.query(`select id from unit where kind <> 'leadership' order by name`);
  const maker = new Maker(
    tx,
    by,
    units.map(({ id }) => id),
  );
  for (const funds of FUNDS_2024) await maker.funds(funds);
  await maker.promotion();
  await maker.reserve();
}

class Maker {
  private readonly random = new Random('pipelines');
  private readonly names: string[];

  constructor(
    private readonly tx: Tx,
    private readonly by: string,
    private readonly units: string[],
  ) {
    const all = PLACES.flatMap((place) => WORKS.map((work) => `${place}${work}项目`));
    this.names = this.random.shuffled(all);
  }

  async funds(text: (typeof FUNDS_2024)[number]): Promise<void> {
    const { submitted } = text;
    const provincial = 'provincial' in text ? text.provincial : undefined;
    const national = 'national' in text ? text.national : undefined;
    const obtained = 'obtained' in text ? text.obtained : undefined;
    const reserve = 'reserve' in text ? text.reserve : undefined;
    const stages: StageText[] = [{ name: '申报', counts: 'requested' }];
    if (provincial) stages.push({ name: '省审核通过', counts: 'requested' });
    if (national) stages.push({ name: '国家审核通过', counts: 'requested' });
    if (obtained) stages.push({ name: '资金下达', counts: 'obtained' });
    if (reserve) stages.push({ name: '储备', counts: 'requested', aside: true });
    const amounts = obtained ? this.split(obtained.amount, obtained.count) : [];
    const items = this.items(submitted, '申报');
    items.forEach((item, index) => {
      const pass = (stage: string, given: { on: Day; count: number } | undefined, amount?: number): void => {
        if (given && index < given.count) item.passed.push({ stage, on: addDays(given.on, index % 3), amount });
      };
      pass('省审核通过', provincial);
      pass('国家审核通过', national);
      pass('资金下达', obtained, amounts[index]);
    });
    if (reserve) items.push(...this.items(reserve, '储备'));
    await this.pipeline('funds', text.name, stages, items);
  }

  async promotion(): Promise<void> {
    const { signed, signedInvestment, month, units, leads, negotiating, intended } = PROMOTION_2024;
    const sectors = Object.entries(signed).flatMap(([sector, count]) => Array.from({ length: count }, () => sector));
    const amounts = this.split(signedInvestment, sectors.length);
    const used = new Map<string, number>();
    const items = sectors.map((sector, index): ItemText => {
      const kinds = SIGNED_NAMES[sector as keyof typeof SIGNED_NAMES];
      const place = used.get(sector) ?? 0;
      used.set(sector, place + 1);
      const kind = kinds[place % kinds.length] ?? '';
      const round = Math.floor(place / kinds.length);
      return {
        name: `${PLACES[(index * 5) % PLACES.length]}${kind}项目${round === 0 ? '' : `（${['', '二', '三', '四'][round]}期）`}`,
        sector,
        unitId: this.unit(index),
        totalInvestment: amounts[index],
        passed: [{ stage: '签约', on: addDays('2024-06-12', (index * 11) % 105), amount: amounts[index] }],
      };
    });
    const stages = [
      { name: '线索', counts: 'intended' },
      { name: '洽谈', counts: 'intended' },
      { name: '签约', counts: 'signed', digits: 2 },
    ];
    const ids = await this.pipeline('promotion', PROMOTION_2024.name, stages, items);
    await this.tx.query(
      `insert into pipeline_tally (stage_id, month, count, amount, units, entered_by, entered_at)
       values ($1, $3, $4, null, $5, $8, $9), ($2, $3, $6, $7, null, $8, $9)`,
      [
        ids.get('线索'),
        ids.get('洽谈'),
        month,
        leads,
        units,
        negotiating,
        intended,
        this.by,
        instantAt('2024-09-29', '16:20'),
      ],
    );
  }

  async reserve(): Promise<void> {
    const { name, thought, studied, ready } = RESERVE_2024;
    const items = this.items({ on: '2024-03-15', count: thought, totalInvestment: 1_860_000, requested: null }, '谋划');
    items.forEach((item, index) => {
      if (index < studied) item.passed.push({ stage: '前期', on: addDays('2024-05-20', (index * 7) % 90) });
      if (index < ready) item.passed.push({ stage: '成熟', on: addDays('2024-09-02', (index * 5) % 55) });
    });
    const stages = [
      { name: '谋划', counts: 'investment' },
      { name: '前期', counts: 'investment' },
      { name: '成熟', counts: 'investment' },
    ];
    await this.pipeline('reserve', name, stages, items);
  }

  /** Items that have passed the first stage, with amounts that add up to what was printed. */
  private items(
    given: { on: Day; count: number; totalInvestment: number | null; requested: number | null },
    stage: string,
  ): ItemText[] {
    const totals = given.totalInvestment === null ? [] : this.split(given.totalInvestment, given.count);
    // The larger the project, the more it asks for.
    const requested = given.requested === null ? [] : this.split(given.requested, given.count, totals);
    return Array.from({ length: given.count }, (_, index) => ({
      name: this.names.pop() ?? '',
      unitId: this.unit(index),
      totalInvestment: totals[index],
      requested: requested[index],
      passed: [{ stage, on: addDays(given.on, index % 4) }],
    }));
  }

  /** Whole 万元 that add up exactly. */
  private split(total: number, count: number, weights = this.weights(count)): number[] {
    const shares = weights.length === count ? weights : this.weights(count);
    const all = shares.reduce((sum, weight) => sum + weight, 0);
    const parts = shares.map((weight) => Math.floor((total * weight) / all));
    parts[0] = (parts[0] as number) + total - parts.reduce((sum, part) => sum + part, 0);
    return parts;
  }

  private weights(count: number): number[] {
    return Array.from({ length: count }, () => this.random.whole(40, 180));
  }

  private unit = (index: number): string | undefined => this.units[index % this.units.length];

  private async pipeline(
    kind: string,
    name: string,
    stages: StageText[],
    items: ItemText[],
  ): Promise<Map<string, string>> {
    const { tx, by, random } = this;
    const at = instantAt('2024-01-15', '09:30');
    const id = random.id(at);
    const ids = new Map(stages.map((stage) => [stage.name, random.id(at)]));
    await tx.query('insert into pipeline (id, year, name, kind, created_at) values ($1, 2024, $2, $3, $4)', [
      id,
      name,
      kind,
      // In the order in which they are told.
      new Date(at.getTime() + this.made++ * 60_000),
    ]);
    const steps = stages.filter(({ aside }) => !aside).map((stage) => stage.name);
    await tx.query(`insert into pipeline_stage select * from jsonb_populate_recordset(null::pipeline_stage, $1)`, [
      JSON.stringify(
        stages.map((stage, index) => ({
          ...{ id: ids.get(stage.name), pipeline_id: id, sort: index + 1, name: stage.name, counts: stage.counts },
          ...{ digits: stage.digits ?? 0, aside: stage.aside ?? false },
          base_stage_id: stage.aside ? null : (ids.get(steps[steps.indexOf(stage.name) - 1] ?? '') ?? null),
        })),
      ),
    ]);
    const told = items.map((item, index) => ({
      ...{ id: random.id(at), pipeline_id: id, name: item.name, sector: item.sector ?? '', unit_id: item.unitId },
      ...{ total_investment: item.totalInvestment, requested: item.requested, note: '', version: 1, body_hash: '' },
      ...{ created_by: by, created_at: new Date(at.getTime() + index * 1_000), passed: item.passed },
    }));
    await tx.query(`insert into pipeline_item select * from jsonb_populate_recordset(null::pipeline_item, $1)`, [
      JSON.stringify(told),
    ]);
    await tx.query(
      `insert into pipeline_passage (item_id, stage_id, passed_on, amount, entered_by, entered_at)
       select item_id, stage_id, passed_on, amount, $2, (passed_on + time '17:00') at time zone 'Asia/Shanghai'
         from jsonb_to_recordset($1::jsonb) as p (item_id uuid, stage_id uuid, passed_on date, amount numeric)`,
      [
        JSON.stringify(
          told.flatMap((item) =>
            item.passed.map(({ stage, on, amount }) => ({
              ...{ item_id: item.id, stage_id: ids.get(stage), passed_on: on, amount },
            })),
          ),
        ),
        by,
      ],
    );
    return ids;
  }

  private made = 0;
}
