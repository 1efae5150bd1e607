import { parentPort, workerData } from 'node:worker_threads';
import { type BenchCase, type Client, EVERY_CASE, type Ground } from './cases';
import { Connection } from './http-client';

/** Press a server for a while; asked of the load thread. */
export interface Slice {
  origin: string;
  caseName: string;
  connections: number;
  milliseconds: number;
}

/** What came of it: how long it took to the last answer, and how long each answer took; or why it failed. */
export type Outcome = { elapsed: number; latencies: Float64Array } | { fault: string };

/** In a thread of its own, so that making requests does not wait for printing, nor measuring for either. */
const ground = workerData as Ground;
/** Kept over slices: what a client has learnt of its issues must not be forgotten. */
const clients = new Map<string, Client[]>();

function caseOf(caseName: string): BenchCase {
  const benchCase = EVERY_CASE.find(({ name }) => name === caseName);
  if (!benchCase) throw new Error(`no case “${caseName}”`);
  return benchCase;
}

function clientsOf(benchCase: BenchCase, connections: number): Client[] {
  const key = `${benchCase.name} ${connections}`;
  const known = clients.get(key);
  if (known) return known;
  const made = Array.from({ length: connections }, (_, index) => benchCase.client(ground, index, connections));
  clients.set(key, made);
  return made;
}

async function press({ origin, caseName, connections, milliseconds }: Slice): Promise<Outcome> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(origin)));
  const latencies: number[] = [];
  const benchCase = caseOf(caseName);
  const { steps = 1 } = benchCase;
  const started = performance.now();
  const until = started + milliseconds;
  try {
    await Promise.all(
      clientsOf(benchCase, connections).map(async (client, index) => {
        const connection = open[index] as Connection;
        for (let at = performance.now(); at < until;) {
          let answered = at;
          for (let step = 0; step < steps; step += 1) {
            const request = client.next();
            const { status, body } = await connection.send(request);
            answered = performance.now();
            if (status < 200 || status > 299) {
              throw new Error(`${request.method} ${origin}${request.path} → ${status} ${body.toString('utf8')}`);
            }
            client.learn?.(body);
          }
          latencies.push(answered - at);
          at = performance.now();
        }
      }),
    );
    return { elapsed: performance.now() - started, latencies: Float64Array.from(latencies) };
  } finally {
    for (const connection of open) connection.close();
  }
}

parentPort?.on('message', (slice: Slice) => {
  press(slice).then(
    (outcome) => parentPort?.postMessage(outcome),
    (error: unknown) => parentPort?.postMessage({ fault: (error as Error).message } satisfies Outcome),
  );
});
