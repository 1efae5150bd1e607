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
  reference: Figures;
  /** Reference ÷ ours, by answers a second. */
  ratio: number;
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

  async measure({ name, title }: BenchCase, connections: number): Promise<Measured> {
    const { api, apiPid, reference } = this.servers;
    const slice = (origin: string, milliseconds: number) =>
      this.run({ origin, caseName: name, connections, milliseconds });
    const warm = [await slice(api, this.patience.warmMs), await slice(reference, this.patience.warmMs)];
    // Where one round of answers outlasts all slices, one turn says as much as four.
    const slow = warm.some(({ elapsed }) => elapsed > this.patience.sliceMs * this.patience.slices);
    forgetPeak(apiPid);
    const ours = new Tally();
    const theirs = new Tally();
    for (let turn = 0; turn < (slow ? 1 : this.patience.slices); turn += 1) {
      ours.add(await slice(api, this.patience.sliceMs));
      theirs.add(await slice(reference, this.patience.sliceMs));
    }
    const [a, b] = [ours.figures(), theirs.figures()];
    return {
      case: name,
      title,
      connections,
      ours: a,
      reference: b,
      ratio: b.perSecond / a.perSecond,
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
