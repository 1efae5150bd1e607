import { isoInstant, type Tx } from '@app/platform';
import {
  allEvents,
  allSeals,
  beginReading,
  countLedgers,
  findLost,
  findSealed,
  findWrongCount,
  findWrongIssue,
  type WitnessedEvent,
  type WitnessedSeal,
} from './evidence.queries';
import type { Anchor, AnchorFile } from './record.anchors';
import { eventHash, sealedHash, sealHash } from './record.chain';

/** What was proved, and the first thing that is wrong; null when nothing is. */
export interface Verdict {
  ledgers: number;
  issues: number;
  events: number;
  seals: number;
  /** Rows that no seal covers yet. */
  unsealed: number;
  /** Files with heads from outside the database. */
  anchorFiles: number;
  fault: string | null;
}

/** The record is broken here; the message names the first broken row. */
class Broken extends Error {}

function must(sound: boolean, sentence: () => string): asserts sound {
  if (!sound) throw new Broken(sentence());
}

/**
 * Proves the record: numbers without gap, each row's hash, each issue's chain and its agreement with the issue, the seals
 * over all of them, and the heads that were kept outside. Reads in batches, from one state of the database.
 */
export async function verifyRecord(tx: Tx, files: AnchorFile[]): Promise<Verdict> {
  await beginReading(tx);
  const { ledgerIds, issues } = await countLedgers(tx);
  const verdict: Verdict = {
    ledgers: ledgerIds.length,
    issues,
    events: 0,
    seals: 0,
    unsealed: 0,
    anchorFiles: files.length,
    fault: null,
  };
  try {
    await verifyNumbers(tx);
    verdict.events = await verifyEvents(tx);
    const sealed = await verifySeals(tx, new Set(ledgerIds), new Anchors(files));
    verdict.seals = sealed.seals;
    verdict.unsealed = verdict.events - sealed.events;
    const lost = await findLost(tx);
    must(!lost, () => `${lost?.number ?? '已不存在的问题'} 第 ${lost?.seq} 条记录在封存之前被删除。`);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    verdict.fault = error.message;
  }
  return verdict;
}

async function verifyNumbers(tx: Tx): Promise<void> {
  const wrong = await findWrongCount(tx);
  must(!wrong, () => {
    const { ledger, year, last, count, missing } = wrong as NonNullable<typeof wrong>;
    return missing === null
      ? `${ledger} ${year} 年有 ${count} 个问题，而编号计数为 ${last}：计数被改动。`
      : `${missing} 不存在：${ledger} ${year} 年的编号应当连续到 ${Math.max(last, count)}，这个问题被删除或编号被改动。`;
  });
  const issue = await findWrongIssue(tx);
  must(!issue, () =>
    issue?.recorded ? `${issue.number} 的编号被改动。` : `${issue?.number} 第 1 条记录缺失：全部办理记录都不存在。`,
  );
}

/** One row after the other; the end of an issue is seen when the next one begins. */
async function verifyEvents(tx: Tx): Promise<number> {
  let count = 0;
  let last: WitnessedEvent | undefined;
  for await (const event of allEvents(tx)) {
    if (last?.issueId !== event.issueId) {
      if (last) verifyEnd(last);
      last = undefined;
    }
    verifyEvent(event, last);
    last = event;
    count += 1;
  }
  if (last) verifyEnd(last);
  return count;
}

function verifyEvent(event: WitnessedEvent, last: WitnessedEvent | undefined): void {
  const { number, seq } = event;
  const place = (last?.seq ?? 0) + 1;
  must(number !== null, () => `第 ${seq} 条记录（编号 ${event.id}）所属的问题已不存在。`);
  must(seq === place, () => `${number} 第 ${place} 条记录缺失。`);
  must(
    eventHash(last?.hash ?? event.issueId, event) === event.hash,
    () => `${number} 第 ${seq} 条记录与校验值不符：这一条或它的校验值被改动。`,
  );
}

/** The issue must be where its record ends. */
function verifyEnd({ number, seq, version, state, toState, dueOn, issueDueOn }: WitnessedEvent): void {
  must(version <= seq, () => `${number} 第 ${seq + 1} 条记录缺失：问题已办到第 ${version} 步，记录只到第 ${seq} 条。`);
  must(version === seq, () => `${number} 第 ${seq} 条记录多于问题的步数 ${version}：步数被改动。`);
  must(state === toState, () => `${number} 的状态与第 ${seq} 条记录不符：状态被直接改动。`);
  must(dueOn === issueDueOn, () => `${number} 的办理期限与第 ${seq} 条记录不符：期限被直接改动。`);
}

/** The heads from outside, each to be met once while the seals are walked through. */
class Anchors {
  private readonly waiting = new Map<string, (Anchor & { place: string })[]>();

  constructor(files: AnchorFile[]) {
    for (const { name, lines } of files) {
      for (const [index, anchor] of lines.entries()) {
        const place = `${name} 第 ${index + 1} 行`;
        must(anchor !== undefined, () => `${place}不是完整的校验值：留存的文件被改动。`);
        const key = `${anchor.ledgerId} ${anchor.seal}`;
        this.waiting.set(key, [...(this.waiting.get(key) ?? []), { ...anchor, place }]);
      }
    }
  }

  meet({ ledgerId, ledger, seq, hash, total }: WitnessedSeal): void {
    for (const anchor of this.waiting.get(`${ledgerId} ${seq}`) ?? []) {
      must(
        anchor.hash === hash && anchor.events === Number(total),
        () => `${ledger}第 ${seq} 次封存与 ${anchor.place}留存的校验值不符：到这一次为止的记录被改写。`,
      );
    }
    this.waiting.delete(`${ledgerId} ${seq}`);
  }

  /** @param known ids of the ledgers that are there */
  end(known: Set<string>): void {
    const [first] = [...this.waiting.values()].flat();
    must(
      !first || known.has(first.ledgerId),
      () =>
        `${first?.place}留有台账 ${first?.ledger} 的校验值，而库中没有这本台账：它被整本删除，或者 RECORD_ANCHOR_DIR 指向了另一套系统的文件夹。`,
    );
    must(
      !first,
      () =>
        `台账 ${first?.ledger} 第 ${first?.seal} 次封存不存在，而 ${first?.place}留有它的校验值：末尾的记录被截去。`,
    );
  }
}

async function verifySeals(tx: Tx, known: Set<string>, anchors: Anchors): Promise<{ seals: number; events: number }> {
  const found = { seals: 0, events: 0 };
  let last: WitnessedSeal | undefined;
  for await (const seal of allSeals(tx)) {
    if (last?.ledgerId !== seal.ledgerId) last = undefined;
    await verifySeal(tx, seal, last);
    anchors.meet(seal);
    found.seals += 1;
    found.events += seal.seqs.length;
    last = seal;
  }
  anchors.end(known);
  return found;
}

async function verifySeal(tx: Tx, seal: WitnessedSeal, last: WitnessedSeal | undefined): Promise<void> {
  const { ledger, ledgerId, seq, issueIds, seqs, hashes, sealedAt } = seal;
  const place = (last?.seq ?? 0) + 1;
  must(seq === place, () => `${ledger}第 ${place} 次封存缺失。`);
  const name = `${ledger}第 ${seq} 次封存（${isoInstant(sealedAt).slice(0, 16).replace('T', ' ')}）`;
  const rows = await findSealed(tx, seal);
  const members = rows.map(({ hash, number, registered }, index) => {
    const [issueId, step] = [issueIds[index] as string, seqs[index] as number];
    const row = `${number ?? `已被删除的问题（${issueId}）`} 第 ${step} 条记录`;
    const sealed = hashes.slice(index * 64, index * 64 + 64);
    must(hash !== null, () => `${row}已不存在，而${name}记有它。`);
    must(sealedHash(hash, registered) === sealed, () =>
      registered
        ? `${row}与${name}时的校验值不符：登记的内容或这一条被改动。`
        : `${row}与${name}时的校验值不符：内容被改动后重算了校验值。`,
    );
    return { issueId, seq: step, hash: sealed };
  });
  const total = Number(last?.total ?? 0) + members.length;
  must(Number(seal.total) === total, () => `${name}的条数不符。`);
  const head = { ledgerId, seq, total, sealedAt };
  must(sealHash(last?.hash ?? ledgerId, head, members) === seal.hash, () => `${name}的校验值不符：封存被改动。`);
}
