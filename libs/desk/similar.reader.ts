import type { Principal } from '@app/org';
import { addDays, CalendarService, Clock, dayOf, instantAt, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { heldByWords, IssueReader, rowView } from '@app/ledger';
import { likely } from './similar';
import type { SimilarQuery, SimilarView } from './similar.dto';
import { findOfProject } from './similar.queries';

const SHOWN = 5;
/** What was closed so many days ago or less may be back (回潮). */
const CLOSED_DAYS = 90;

/** Tells who is about to register a problem that it may be in the ledger already. */
@Injectable()
export class SimilarReader {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
    private readonly reader: IssueReader,
  ) {}

  /** Open or recently closed issues of the project that are likely the same; none of what the person may not see. */
  async similar(tx: Tx, principal: Principal, query: SimilarQuery): Promise<SimilarView> {
    const since = instantAt(addDays(dayOf(this.clock.now()), -CLOSED_DAYS));
    const known = await findOfProject(tx, principal, query.projectId, since);
    const horizon = await this.reader.horizon(tx);
    const calendar = await this.calendars.current();
    const items = likely(query, known, SHOWN).map((issue) => ({
      ...rowView(issue, horizon, calendar),
      heldBy: heldByWords(issue),
    }));
    return { items };
  }
}
