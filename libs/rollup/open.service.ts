import type { Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { CODE_FORM, figureOf } from './open-code';
import type { FigureAddress } from './open.dto';
import { openProblem } from './open.problems';

/** Figures opened: what is behind a number on a page, or on paper. */
@Injectable()
export class OpenService {
  /** @throws Problem 404 for a code that was never given */
  async address(tx: Tx, code: string): Promise<FigureAddress> {
    const figure = CODE_FORM.test(code) ? await figureOf(tx, code) : undefined;
    if (!figure) throw openProblem.noCode({ code });
    return { code, ...figure };
  }
}
