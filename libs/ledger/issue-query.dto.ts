import { IsId, IsText, Optional, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { type Light, LIGHTS, STATES } from './ledger.workflow';

export const SORTS = ['due', '-due', 'registered', '-registered', 'number', '-number', 'touched', '-touched'] as const;
export type Sort = (typeof SORTS)[number];

export class IssueQuery extends PageQuery {
  /** Code of the ledger. */
  @Optional()
  @IsText('台账', { max: 40 })
  ledger?: string;

  /** One or several states, separated by commas. */
  @Optional()
  @Matches(new RegExp(`^(${STATES.join('|')})(,(${STATES.join('|')}))*$`), { message: '状态不在可选范围内。' })
  state?: string;

  /** Department that leads or supports. */
  @Optional()
  @IsId('单位')
  unitId?: string;

  @Optional()
  @IsId('项目')
  projectId?: string;

  /** Code of the category. */
  @Optional()
  @IsText('类别', { max: 40 })
  categoryCode?: string;

  @Optional()
  @ApiProperty({ enum: LIGHTS, required: false })
  @IsIn(LIGHTS, { message: '红黄绿灯不在可选范围内。' })
  light?: Light;

  /** Only those on which I can act now: what waits for me. */
  @Optional()
  @ApiProperty({ enum: ['true', 'false'], required: false })
  @IsIn(['true', 'false'], { message: 'mine 应为 true 或 false。' })
  mine?: 'true' | 'false';

  /** Part of a number, a title or a project's name. */
  @Optional()
  @IsText('查询词', { max: 60 })
  q?: string;

  @Optional()
  @ApiProperty({ enum: SORTS, required: false })
  @IsIn(SORTS, { message: '排序方式不在可选范围内。' })
  sort: Sort = 'due';
}
