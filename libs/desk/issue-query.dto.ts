import { IsDay, IsId, IsText, Optional, PageQuery } from '@app/platform';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { type Light, LIGHTS, STATES } from '@app/ledger';

export const SORTS = [
  ...['due', '-due', 'registered', '-registered', 'number', '-number'],
  ...['touched', '-touched', 'closed', '-closed', 'turn', '-turn', 'severity', '-severity'],
] as const;
export type Sort =
  `${'' | '-'}${'due' | 'registered' | 'number'}` | `${'' | '-'}${'touched' | 'closed' | 'turn' | 'severity'}`;

/** Today, this week, this month: days that move along, so that a saved view stays what its name says. */
export const PERIODS = ['today', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

const oneOf = (label: string, values: readonly string[]): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ enum: [...values], required: false }),
    IsIn([...values], { message: `${label}不在可选范围内。` }),
  );

const oneOrMore = (label: string, values: readonly string[]): PropertyDecorator =>
  Matches(new RegExp(`^(${values.join('|')})(,(${values.join('|')}))*$`), { message: `${label}不在可选范围内。` });

/** `true` or left out. */
const IsFlag = (name: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ enum: ['true', 'false'], required: false }),
    IsIn(['true', 'false'], { message: `${name} 应为 true 或 false。` }),
  );
type Flag = 'true' | 'false';

/** What narrows the ledgers: the list, its counts, its export and saved views take the same. */
export class IssueFilter {
  /** Code of the ledger. */
  @Optional()
  @IsText('台账', { max: 40 })
  ledger?: string;

  /** One or several states, separated by commas. */
  @Optional()
  @oneOrMore('状态', STATES)
  state?: string;

  /** Only those not yet at their end: neither closed nor merged nor cancelled. */
  @Optional()
  @IsFlag('open')
  open?: Flag;

  /** Department that leads or supports. */
  @Optional()
  @IsId('单位')
  unitId?: string;

  /** What the department of `unitId` does: `lead`, `support`; either when left out. */
  @Optional()
  @oneOf('主办或协办', ['lead', 'support'])
  unitAs?: 'lead' | 'support';

  @Optional()
  @IsId('项目')
  projectId?: string;

  /** Code of the category. */
  @Optional()
  @IsText('类别', { max: 40 })
  categoryCode?: string;

  /** One or several severities, separated by commas. */
  @Optional()
  @oneOrMore('严重程度', ['low', 'medium', 'high'])
  severity?: string;

  @Optional()
  @oneOf('红黄绿灯', LIGHTS)
  light?: Light;

  /** Only those that were reopened: in their second cycle or a later one. */
  @Optional()
  @IsFlag('reopened')
  reopened?: Flag;

  /** Only those with a request for extension that waits for its answer. */
  @Optional()
  @IsFlag('extension')
  extension?: Flag;

  @Optional()
  @IsDay('登记日期的起日')
  registeredFrom?: string;

  @Optional()
  @IsDay('登记日期的止日')
  registeredTo?: string;

  @Optional()
  @oneOf('登记时段', PERIODS)
  registeredIn?: Period;

  @Optional()
  @IsDay('办理期限的起日')
  dueFrom?: string;

  @Optional()
  @IsDay('办理期限的止日')
  dueTo?: string;

  @Optional()
  @oneOf('到期时段', PERIODS)
  dueIn?: Period;

  @Optional()
  @IsDay('销号日期的起日')
  closedFrom?: string;

  @Optional()
  @IsDay('销号日期的止日')
  closedTo?: string;

  @Optional()
  @oneOf('销号时段', PERIODS)
  closedIn?: Period;

  /** Last touched on this day or before: what nobody has moved since. */
  @Optional()
  @IsDay('最近变动的止日')
  touchedTo?: string;

  /** Only those that I registered. */
  @Optional()
  @IsFlag('registeredByMe')
  registeredByMe?: Flag;

  /** Only those on which I can act now: what waits for me. */
  @Optional()
  @IsFlag('mine')
  mine?: Flag;

  /** Words, each of them part of a number, a title or a project's name. */
  @Optional()
  @IsText('查询词', { max: 60 })
  q?: string;
}

/** A filter, and in which order. */
export class SortedIssueFilter extends IssueFilter {
  @Optional()
  @oneOf('排序方式', SORTS)
  sort: Sort = 'due';
}

export class IssueQuery extends IntersectionType(SortedIssueFilter, PageQuery) {}
