import { type Month, type Tx } from '@app/platform';
import { timeSchedule } from '@app/project';
import { Injectable } from '@nestjs/common';
import { unitMeasure } from './measures';
import type { RankingQuery, RankingView } from './ranking.dto';
import { rankUnits, type UnitFigure } from './ranking.rules';
import { findListName, findRevisionsOf } from './scoring.queries';
import { scoringProblem } from './scoring.problems';
import { UnitFigures } from './unit-figures';

/** What a rate is held against where it has a time schedule. */
const GAP = 'investment.gap';
const WITH_GAP = ['investment.rate', GAP];

/** Units by a measure (排名), never persons. */
@Injectable()
export class RankingService {
  constructor(private readonly figures: UnitFigures) {}

  /** @throws Problem 400 for a measure that there is none of units, or none by list */
  async one(tx: Tx, month: Month, { measure: code, listId, order }: RankingQuery): Promise<RankingView> {
    const measure = unitMeasure(code);
    if (!measure) throw scoringProblem.unknownMeasure({}, [{ field: 'measure', message: '没有这个指标。' }]);
    if (listId !== undefined && !/^(investment|rates)\./.test(code)) throw scoringProblem.noListMeasure();
    const listName = listId === undefined ? null : await findListName(tx, listId);
    if (listName === undefined) throw scoringProblem.noList();
    const wanted = WITH_GAP.includes(code) ? [code, ...WITH_GAP.filter((one) => one !== code)] : [code];
    const found = await this.figures.read(tx, month, wanted, listId);
    const mine = found.filter((figure) => figure.measure === code);
    const gapOf = new Map(
      found.filter((figure) => figure.measure === GAP).map((figure) => [figure.unitId, figure.value]),
    );
    const units: UnitFigure[] = mine.map((figure) => ({
      ...{ unitId: figure.unitId, name: figure.unitName, value: figure.value, basisNote: figure.basisNote },
      ...{ numerator: figure.numerator, denominator: figure.denominator, gap: gapOf.get(figure.unitId) ?? null },
    }));
    const direction = order ?? (mine[0]?.direction === 'less' ? 'asc' : 'desc');
    const [{ revision } = { revision: 0 }] = await findRevisionsOf(tx, [month]);
    return {
      ...{ month, measure: code, measureVersion: mine[0]?.measureVersion ?? null },
      ...{ name: mine[0]?.name ?? measure.name, unit: mine[0]?.unit ?? measure.unit, order: direction },
      ...{ listId: listId ?? null, listName, revision, timeSchedule: timeSchedule(month) },
      ...rankUnits(units, direction),
    };
  }
}
