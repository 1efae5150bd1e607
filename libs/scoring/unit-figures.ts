import type { FigureView } from '@app/figure';
import type { Month, Tx } from '@app/platform';
import { RollupFigures } from '@app/rollup';
import { Injectable } from '@nestjs/common';
import { findUnitNames } from './scoring.queries';

/** A figure of a unit. */
export interface OfUnit extends Pick<
  FigureView,
  'measure' | 'measureVersion' | 'name' | 'unit' | 'direction' | 'value' | 'numerator' | 'denominator' | 'basisNote'
> {
  unitId: string;
  unitName: string;
}

/** What belongs to no unit takes part in no ranking. */
const NONE = 'none';

/** Figures of units from the roll-up: as published where the month is closed. */
@Injectable()
export class UnitFigures {
  constructor(private readonly figures: RollupFigures) {}

  /** @param listId only of the projects on this list */
  async read(tx: Tx, month: Month, measures: string[], listId?: string): Promise<OfUnit[]> {
    if (measures.length === 0) return [];
    const filter = { measures, scopeKinds: [listId === undefined ? ('unit' as const) : ('list-unit' as const)] };
    const published = await this.figures.read(tx, month, filter);
    // A month that was published before figures were kept has none: then those of the moment.
    const found = published.length > 0 ? published : await this.figures.read(tx, month, filter, 0);
    const ofUnits = found.flatMap((figure) => {
      const [list, unit] = listId === undefined ? [undefined, figure.scopeId] : figure.scopeId.split('/');
      return list !== listId || unit === undefined || unit === NONE ? [] : [{ figure, unitId: unit }];
    });
    const units = await findUnitNames(tx, [...new Set(ofUnits.map(({ unitId }) => unitId))]);
    const names = new Map(units.map(({ id, name }) => [id, name]));
    return ofUnits.map(({ figure, unitId }) => ({
      ...{ measure: figure.measure, measureVersion: figure.measureVersion, name: figure.name, unit: figure.unit },
      ...{ direction: figure.direction, value: figure.value, numerator: figure.numerator },
      ...{ denominator: figure.denominator, basisNote: figure.basisNote },
      ...{ unitId, unitName: names.get(unitId) ?? figure.scopeName },
    }));
  }
}
