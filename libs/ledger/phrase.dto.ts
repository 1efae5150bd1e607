import { IsText, PageOf } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { type Action, ACTIONS } from './ledger.workflow';

/** A phrase to be kept for the next time. */
export class PhraseBody {
  /** The action whose words it is for. */
  @ApiProperty({ enum: ACTIONS })
  @IsIn(ACTIONS, { message: '操作不在可选范围内。' })
  action: Action;

  @IsText('常用语', { min: 1, max: 200 })
  text: string;
}

/** A phrase that one click puts into an opinion. */
export class PhraseView {
  id: string;
  @ApiProperty({ enum: ACTIONS }) action: Action;
  text: string;
  /** Kept by the person; the others are everybody's. */
  own: boolean;
}

export class PhrasePage extends PageOf(PhraseView) {}
