import { type MeasureBasis, SUM_FAMILIES, type SumFamily } from '@app/figure';
import type { Parameters } from '@app/platform';
import type { RowsAsked, RowSource } from './open-rows';

/** The parts of a family in a scope, by the very SQL that the figure is added up from, as `t`. */
interface Parts {
  /** Ends in `from … where …`; begins with `with part as (…) select`, to which the columns are added. */
  select: (columns: string) => string;
  /** What a part adds to a quantity. */
  share: (quantity: string | null) => string;
}

const familyOf = (name: string): SumFamily => {
  const family = SUM_FAMILIES.find((one) => one.name === name);
  if (!family) throw new Error(`no family ${name}`);
  return family;
};

/** Undefined where the family has no such scope or quantity. */
function partsOf(
  p: Parameters,
  name: string,
  asked: RowsAsked,
  joins = '',
  scopeId = () => `${p.add(asked.scopeId)}::text`,
): Parts | undefined {
  const family = familyOf(name);
  const scope = family.scopes.find(({ kind }) => kind === asked.scopeKind);
  const known = (quantity: string | null): boolean => quantity === null || quantity in family.quantities;
  if (!scope || !known(asked.numerator) || !known(asked.denominator)) return undefined;
  const part = family.facts(p, asked);
  const where = [scope.where ?? 'true', `${scope.id} = ${scopeId()}`].join(' and ');
  return {
    select: (columns) =>
      `with part as materialized (${part}) select ${columns} from part t ${scope.join ?? ''} ${joins} where ${where}`,
    share: (quantity) =>
      quantity === null ? 'null::numeric' : `(${amountOf(family, quantity, asked.basis)})::numeric`,
  };
}

/** A quantity as the basis of the measure wants it: the same choice as where it is added up. */
function amountOf({ quantities }: SumFamily, name: string, basis: MeasureBasis): string | undefined {
  const source = basis === 'registry' && `registry-${name}` in quantities ? `registry-${name}` : name;
  const [whole, preliminary] = [quantities[source], quantities[`${source}@with-preliminary`]];
  if (preliminary === undefined) return whole;
  if (basis === 'with-preliminary') return preliminary;
  return basis === 'without-preliminary' ? `coalesce(${whole}, 0) - coalesce(${preliminary}, 0)` : whole;
}

const shares = ({ share }: Parts, { numerator, denominator }: RowsAsked): string =>
  `${share(numerator)} as num, ${share(denominator)} as den`;

/** The projects behind the figures of investment, and the rates over them. */
export const investmentRows: RowSource = (p, asked) => {
  const parts = partsOf(p, 'investment', asked, 'join project p on p.id = t.project_id');
  return parts?.select(
    `t.project_id::text as key, 'project' as kind, t.project_id, null::uuid as issue_id, null::uuid as visit_id,
     t.unit_id, p.name, null::text as detail, null::text as words, ${shares(parts, asked)}`,
  );
};

const STEP_WORDS = `case t.which when 'signed' then '开工' when 'started' then '投产' when 'production' then '达效' else '入库' end`;
const BATCH_WORDS = `case when t.which = 'registry' then '达到入库标准' || t.eligible_on || '，' else '' end ||
  coalesce(${STEP_WORDS} || t.reached_on, '尚未' || ${STEP_WORDS})`;
const FULFILLED_WORDS = `coalesce('履约' || t.fulfilled_on, '尚未履约')`;

/** The projects of one batch of 三个一批, or of its registry. */
export const batchRows: RowSource = (p, asked) => {
  const quantity = asked.numerator ?? '';
  const parts = partsOf(p, 'batch', asked, 'join project p on p.id = t.project_id');
  const words = quantity.endsWith('-fulfilled') ? FULFILLED_WORDS : BATCH_WORDS;
  return (
    parts &&
    `${parts.select(
      `t.project_id::text as key, 'project' as kind, t.project_id, null::uuid as issue_id, null::uuid as visit_id,
       t.unit_id, p.name, null::text as detail, ${words} as words, ${shares(parts, asked)}`,
    )} and t.which = ${p.add(quantity.slice(0, quantity.indexOf('-')))}`
  );
};

const DAYS = `case when t.days is not null then '，用时' || t.days || '个工作日' else '' end`;

/** The issues behind a count or a rate; for the median those that were struck off in the month, with their days. */
export const issueRows: RowSource = (p, asked) => issuesOf(p, asked);

/** The items of the ledger of livelihood (民生实事). */
export const livelihoodRows: RowSource = (p, asked) =>
  asked.scopeKind === 'total'
    ? issuesOf(
        p,
        { ...asked, scopeKind: 'ledger' },
        () => `(select id::text from ledger where code = 'livelihood-item')`,
      )
    : undefined;

function issuesOf(p: Parameters, asked: RowsAsked, scopeId?: () => string): string | undefined {
  const median = asked.numerator === 'days';
  const counts = median ? { ...asked, numerator: null, denominator: null } : asked;
  const parts = partsOf(p, 'issue', counts, 'join issue i on i.id = t.issue_id', scopeId);
  if (!parts) return undefined;
  const [num, den] = [parts.share(asked.numerator), parts.share(asked.denominator)];
  return `${parts.select(
    `t.issue_id::text as key, 'issue' as kind, i.project_id, t.issue_id, i.visit_id, t.unit_id, i.title as name,
     i.number as detail, '登记于' || i.registered_at::date || ${DAYS} as words,
     ${median ? 't.days::numeric as num, null::numeric as den' : shares(parts, asked)}`,
  )} and ${median ? 't.days is not null' : `(${num} <> 0 or ${den} <> 0)`}`;
}
