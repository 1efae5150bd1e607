import { addMonths, Clock, isoInstant, monthOf, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { OverviewReader } from './overview.reader';
import type { ScreenView } from './screen.dto';
import { findSetting } from './setting.queries';

/** The same page for a wall: sums only. Titles of issues, projects and persons stay inside. */
@Injectable()
export class ScreenReader {
  constructor(
    private readonly clock: Clock,
    private readonly overview: OverviewReader,
  ) {}

  /** Of the newest month that is over: its entries are in, while the running one has hardly begun. */
  async one(tx: Tx): Promise<ScreenView> {
    const now = this.clock.now();
    const view = await this.overview.one(tx, addMonths(monthOf(now), -1));
    const { month, status, asOf, today, tiles, lists, threeBatches, units, places } = view;
    const { projects, issues, plan } = view.heldUp;
    return {
      district: (await findSetting<{ name?: string }>(tx, 'district'))?.name ?? '开发区',
      demoNote: (await findSetting<{ note?: string }>(tx, 'demo'))?.note ?? null,
      at: isoInstant(now),
      ...{ month, status, asOf, today, tiles, lists, threeBatches, units },
      heldUp: { projects, issues, plan, by: view.heldUpBy },
      projects: places.total,
      spots: places.items.map(({ longitude, latitude, light }) => ({ longitude, latitude, light })),
    };
  }
}
