import { IsText, PageOf } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ACTIONS } from './ledger.workflow';

export const PHRASE_ACTIONS = [...ACTIONS, 'visit'] as const;
/** The action whose words it is for; `visit`: for what was seen on a visit. */
export type PhraseAction = (typeof PHRASE_ACTIONS)[number];

/** A phrase to be kept for the next time. */
export class PhraseBody {
  /** The action whose words it is for. */
  @ApiProperty({ enum: PHRASE_ACTIONS })
  @IsIn(PHRASE_ACTIONS, { message: '操作不在可选范围内。' })
  action: PhraseAction;

  @IsText('常用语', { min: 1, max: 200 })
  text: string;
}

/** A phrase that one click puts into an opinion. */
export class PhraseView {
  id: string;
  @ApiProperty({ enum: PHRASE_ACTIONS }) action: PhraseAction;
  text: string;
  /** Kept by the person; the others are everybody's. */
  own: boolean;
}

export class PhrasePage extends PageOf(PhraseView) {}
