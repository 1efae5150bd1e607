import type { Principal } from '@app/org';
import { invalid, type Page, pageOf, type PageQuery, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { PhraseAction, PhraseBody, PhraseView } from './phrase.dto';
import { countPhrases, dropPhrase, findPhrases, findPhraseTexts, keepPhrase } from './phrase.queries';

const AT_MOST = 100;

/** Phrases for opinions (常用语), so that nobody types the same sentence twice. */
@Injectable()
export class PhraseService {
  async list(tx: Tx, principal: Principal, query: PageQuery): Promise<Page<PhraseView>> {
    const { rows, total } = await findPhrases(tx, principal.id, query);
    return pageOf(query, rows, total);
  }

  /** The texts for one action: the person's own first, then everybody's. */
  texts(tx: Tx, principal: Principal, action: PhraseAction): Promise<string[]> {
    return findPhraseTexts(tx, principal.id, action, AT_MOST);
  }

  /** @throws Problem 400 when the person keeps as many as one can look through */
  async keep(tx: Tx, principal: Principal, body: PhraseBody): Promise<PhraseView> {
    if ((await countPhrases(tx, principal.id)) >= AT_MOST) {
      throw invalid('text', `常用语最多保存 ${AT_MOST} 条，请先删除不用的。`);
    }
    return keepPhrase(tx, principal.id, body);
  }

  /** @throws Problem 404 when it is not one of the person's own */
  async drop(tx: Tx, principal: Principal, id: string): Promise<void> {
    if (!(await dropPhrase(tx, principal.id, id))) throw problem.notFound();
  }
}
