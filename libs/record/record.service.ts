import { Clock, dayOf, isoInstant, Settings, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { AnchorFolder, type AnchorStore } from './record.anchors';
import { sealedHash, sealHash } from './record.chain';
import type { RecordHeadView } from './record.dto';
import {
  claimSealing,
  countUnsealed,
  findAnchorNote,
  findHeads,
  findUnsealed,
  insertSeal,
  noteAnchor,
} from './seal.queries';

/** In one transaction; a seal is a row. */
const AT_ONCE = 5_000;

/** In fours, as people read it aloud and copy it. */
const inFours = (hash: string): string => (hash.match(/.{4}/g) ?? []).join(' ');

/** Seals the record and keeps its heads outside the database. */
@Injectable()
export class RecordService {
  readonly anchors: AnchorStore;

  constructor(
    private readonly clock: Clock,
    settings: Settings,
  ) {
    this.anchors = new AnchorFolder(settings.RECORD_ANCHOR_DIR);
  }

  /**
   * Seals what was committed since the last seal, some thousands at most. Safe to repeat and to run at once.
   *
   * @returns how many events were sealed; none while somebody else does it
   */
  async seal(tx: Tx, now: Date): Promise<number> {
    if (!(await claimSealing(tx))) return 0;
    const events = await findUnsealed(tx, AT_ONCE);
    if (events.length === 0) return 0;
    const heads = new Map((await findHeads(tx)).map((head) => [head.ledgerId, head]));
    for (const ledgerId of new Set(events.map((event) => event.ledgerId))) {
      const members = events
        .filter((event) => event.ledgerId === ledgerId)
        .map(({ place, issueId, seq, hash, registered }) => ({
          place,
          issueId,
          seq,
          hash: sealedHash(hash, registered),
        }));
      const last = heads.get(ledgerId);
      const total = (last?.total ?? 0) + members.length;
      const head = { ledgerId, seq: (last?.seq ?? 0) + 1, total, sealedAt: now };
      await insertSeal(tx, head, sealHash(last?.hash ?? ledgerId, head, members), members);
    }
    return events.length;
  }

  /**
   * Keeps the heads of the day outside the database, once a day.
   *
   * @returns whether they were kept now; false when they are already, or when nothing is sealed yet
   */
  async anchor(tx: Tx, now: Date): Promise<boolean> {
    const day = dayOf(now);
    const heads = await findHeads(tx);
    if (heads.length === 0) return false;
    const kept = await this.anchors.keep(
      day,
      heads.map(({ code, ledgerId, seq, hash, total }) => ({
        ledger: code,
        ledgerId,
        seal: seq,
        hash,
        events: total,
        at: isoInstant(now),
      })),
    );
    if (kept)
      await noteAnchor(tx, { day, heads: heads.map(({ ledgerId, seq, hash }) => ({ ledgerId, seal: seq, hash })) });
    return kept;
  }

  /** The heads for a person: to be shown, and to be copied on paper. */
  async head(tx: Tx): Promise<RecordHeadView> {
    const [heads, note, unsealed] = [await findHeads(tx), await findAnchorNote(tx), await countUnsealed(tx)];
    const kept = new Map(note?.heads.map(({ ledgerId, seal }) => [ledgerId, seal]));
    return {
      ledgers: heads.map(({ ledgerId, code, name, total, seq, hash, sealedAt }) => ({
        code,
        name,
        events: total,
        seal: seq,
        hash,
        sealedAt: isoInstant(sealedAt),
        keptSeal: kept.get(ledgerId) ?? null,
      })),
      unsealed,
      keptOn: note?.day ?? null,
      lines: heads.map(
        ({ name, total, seq, hash }) =>
          `${dayOf(this.clock.now())} ${name}：第 ${seq} 次封存，共 ${total} 条记录，校验值 ${inFours(hash)}`,
      ),
    };
  }
}
