import type { Principal } from '@app/org';
import { Clock, lock, recordChange, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { TileBody, TilesView } from './overview.dto';
import { findSetting, keepSetting } from './setting.queries';
import { type TileSetting, USUAL_TILES } from './tile.settings';

const TILES = 'overview-tiles';

/** Which five numbers stand on top of the page. */
@Injectable()
export class TileService {
  constructor(private readonly clock: Clock) {}

  /** For each place what may stand there, the first that has a figure wins; a chosen one has no others. */
  async candidates(tx: Tx): Promise<readonly (readonly TileSetting[])[]> {
    const chosen = await findSetting<TileSetting[]>(tx, TILES);
    return chosen?.map((tile) => [tile]) ?? USUAL_TILES;
  }

  async one(tx: Tx): Promise<TilesView> {
    const chosen = await findSetting<TileSetting[]>(tx, TILES);
    return { chosen: chosen !== undefined, tiles: chosen ?? USUAL_TILES.flatMap(([first]) => (first ? [first] : [])) };
  }

  /** Chooses the five numbers; the same choice again changes nothing. */
  async keep(tx: Tx, principal: Principal, tiles: TileBody[]): Promise<TilesView> {
    const wanted = tiles.map(({ measure, scopeKind, scopeId, target, margin }) => ({
      ...{ measure, scopeKind, scopeId, target, margin },
    }));
    await lock(tx, TILES);
    const before = await findSetting<TileSetting[]>(tx, TILES);
    if (!same(before, wanted)) {
      await keepSetting(tx, TILES, wanted);
      await recordChange(tx, {
        at: this.clock.now(),
        actorId: principal.id,
        subjectKind: 'overview',
        subjectId: TILES,
        action: 'update',
        before,
        after: wanted,
      });
    }
    return this.one(tx);
  }
}

/** The database keeps keys in an order of its own. */
const same = (before: TileSetting[] | undefined, wanted: TileSetting[]): boolean =>
  before !== undefined &&
  before.length === wanted.length &&
  wanted.every((tile, index) =>
    (Object.keys(tile) as (keyof TileSetting)[]).every((key) => before[index]?.[key] === tile[key]),
  );
