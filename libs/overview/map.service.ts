import type { Principal } from '@app/org';
import { Clock, lock, recordChange, Settings, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { AreaView, MapView } from './map.dto';
import { readOutline } from './map.outline';
import { findSetting, keepSetting } from './setting.queries';

const OUTLINE = 'map-outline';

/** What lies below the projects on the map: the district's own outline, and tiles where a setting names some. */
@Injectable()
export class MapService {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async one(tx: Tx): Promise<MapView> {
    const kept = await findSetting<{ areas: AreaView[] }>(tx, OUTLINE);
    return {
      areas: kept?.areas ?? [],
      tiles: this.settings.MAP_TILES_URL ?? null,
      tilesNote: this.settings.MAP_TILES_NOTE,
    };
  }

  /**
   * Replaces the outline, or takes it away.
   *
   * @throws Problem 400 with what to mend in the file
   */
  async keep(tx: Tx, principal: Principal, outline: Record<string, unknown> | null): Promise<MapView> {
    const areas = outline === null ? [] : readOutline(outline);
    await lock(tx, OUTLINE);
    const before = await findSetting<{ areas: AreaView[] }>(tx, OUTLINE);
    // Sent again it changes nothing, and nothing is recorded twice.
    if (JSON.stringify(before?.areas ?? []) !== JSON.stringify(areas)) {
      await keepSetting(tx, OUTLINE, { areas });
      await recordChange(tx, {
        at: this.clock.now(),
        actorId: principal.id,
        subjectKind: 'map',
        subjectId: OUTLINE,
        action: areas.length === 0 ? 'delete' : 'update',
        after: { areas: areas.map(({ name }) => name) },
      });
    }
    return this.one(tx);
  }
}
