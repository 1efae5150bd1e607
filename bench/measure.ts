import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BenchCase, Ground } from './cases';
import type { Outcome, Slice } from './load';

/** One server under one case: answers a second, and milliseconds to an answer. */
export interface Figures {
  perSecond: number;
  p50: number;
  p99: number;
}

export interface Measured {
  case: string;
  title: string;
  connections: number;
  ours: Figures;
  /** Null where nothing is beside it. */
  reference: Figures | null;
  /** Reference ÷ ours, by answers a second. */
  ratio: number | null;
  /** Above it the row is marked; `LIMIT` when left out. */
  limit?: number;
  /** Of the API process, in MB; null where the system does not tell. */
  peakMemory: number | null;
}

export interface Servers {
  api: string;
  apiPid: number;
  reference: string;
}

/** How long: `slices` times `sliceMs` for each server in turn, after `warmMs` each. */
export interface Patience {
  warmMs: number;
  sliceMs: number;
  slices: number;
}

/** Presses both servers in turn, in short slices, so that a drift of the machine hits both. */
export class Press {
  private readonly thread: Worker;

  constructor(
    ground: Ground,
    private readonly servers: Servers,
    private readonly patience: Patience,
  ) {
    this.thread = new Worker(join(__dirname, 'load.js'), { workerData: ground });
  }

  /** Beside the reference; a case with `lesser` beside that other case, and one that is `alone` beside nothing. */
  async measure({ name, title, lesser, alone, limit }: BenchCase, connections: number): Promise<Measured> {
    const { api, apiPid, reference } = this.servers;
    const slice = (origin: string, caseName: string, milliseconds: number) =>
      this.run({ origin, caseName, connections, milliseconds });
    const mine = (milliseconds: number) => slice(api, name, milliseconds);
    const other = (milliseconds: number) =>
      lesser ? slice(api, lesser.name, milliseconds) : slice(reference, name, milliseconds);
    // The first that asks for a month has it added up, which is another thing to measure.
    if (alone || lesser) await mine(1);
    if (lesser) await other(1);
    const warm = [await mine(this.patience.warmMs)];
    if (!alone) warm.push(await other(this.patience.warmMs));
    // Where one round of answers outlasts all slices, one turn says as much as four.
    const slow = warm.some(({ elapsed }) => elapsed > this.patience.sliceMs * this.patience.slices);
    forgetPeak(apiPid);
    const ours = new Tally();
    const theirs = new Tally();
    for (let turn = 0; turn < (slow && !alone ? 1 : this.patience.slices); turn += 1) {
      ours.add(await mine(this.patience.sliceMs));
      if (!alone) theirs.add(await other(this.patience.sliceMs));
    }
    const [a, b] = [ours.figures(), theirs.figures()];
    return {
      case: name,
      title,
      connections,
      ours: a,
      reference: alone ? null : b,
      ratio: alone ? null : b.perSecond / a.perSecond,
      limit,
      peakMemory: peakOf(apiPid),
    };
  }

  async close(): Promise<void> {
    await this.thread.terminate();
  }

  private async run(slice: Slice): Promise<Exclude<Outcome, { fault: string }>> {
    this.thread.postMessage(slice);
    const [outcome] = (await once(this.thread, 'message')) as [Outcome];
    if ('fault' in outcome) throw new Error(outcome.fault);
    return outcome;
  }
}

/** What so many milliseconds each, one after the other, come to. */
export function figuresOf(times: readonly number[]): Figures {
  const tally = new Tally();
  tally.add({ elapsed: times.reduce((sum, one) => sum + one, 0), latencies: Float64Array.from(times) });
  return tally.figures();
}

class Tally {
  private elapsed = 0;
  private readonly latencies: number[] = [];

  add({ elapsed, latencies }: Exclude<Outcome, { fault: string }>): void {
    this.elapsed += elapsed;
    for (const latency of latencies) this.latencies.push(latency);
  }

  figures(): Figures {
    const sorted = this.latencies.sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { perSecond: (sorted.length * 1000) / this.elapsed, p50: at(0.5), p99: at(0.99) };
  }
}

/** Linux keeps a process's highest resident memory and forgets it when told to. */
function forgetPeak(pid: number): void {
  if (process.platform === 'linux') writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

function peakOf(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}
