import { IsId, IsText, IsVersion, IsWhole, Nullable, Optional, PageOf } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, Matches } from 'class-validator';
import { type Evidence, EVIDENCES } from './ledger.rule';

/** What a category says beside its name. */
class CategoryFacts {
  /** Place in the order in which they are offered. */
  @Optional()
  @IsWhole('排序', 0, 9999)
  sort?: number;

  /** The department that usually solves it: prefilled when assigning. */
  @Nullable()
  @ApiProperty({ type: String, nullable: true, required: false })
  @IsId('单位')
  unitId?: string | null;

  /** What an application for closure must show; null: as the ledger says. */
  @Nullable()
  @ApiProperty({ enum: EVIDENCES, nullable: true, required: false })
  @IsIn(EVIDENCES, { message: '销号材料应为不要求、任一附件、照片或文件。' })
  evidence?: Evidence | null;

  /** Why, and what is to be seen on it. */
  @Optional()
  @IsText('销号材料说明', { max: 200 })
  evidenceNote?: string;

  /** False: not offered any more; issues that have it keep it. */
  @Optional()
  @IsBoolean({ message: '是否启用应为真或假。' })
  active?: boolean;
}

/** A new category. */
export class CategoryBody extends CategoryFacts {
  /** Code for programs; stays for ever. */
  @Matches(/^[a-z][a-z-]{1,39}$/, { message: '代码为 2 至 40 个小写字母或横线，以字母开头。' })
  code: string;

  @IsText('类别名称', { min: 1, max: 20 })
  name: string;
}

/** Changes of a category; what is left out stays. */
export class CategoryPatch extends CategoryFacts {
  /** The version that was seen. */
  @IsVersion()
  version: number;

  @Optional()
  @IsText('类别名称', { min: 1, max: 20 })
  name?: string;
}

/** A category, as the administrator keeps it. */
export class CategoryRow {
  code: string;
  name: string;
  sort: number;
  unitId: string | null;
  unitName: string | null;
  @ApiProperty({ enum: EVIDENCES, nullable: true }) evidence: Evidence | null;
  evidenceNote: string;
  active: boolean;
  version: number;
}

export class CategoryPage extends PageOf(CategoryRow) {}
