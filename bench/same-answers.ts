import { deepStrictEqual } from 'node:assert';
import type { BenchCase, Ground } from './cases';
import { Connection } from './http-client';
import type { Servers } from './measure';

/** How many requests of a case are compared. */
const SAMPLES = 40;

/** A value's shape: keys and kinds, for answers whose ids, numbers and times must differ. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)]));
  }
  return value === null ? 'null' : typeof value;
}

/**
 * Sends the same requests to both servers and compares what they answer: a reference that answers less, or something
 * else, would measure nothing. Of a writing case each server gets requests of its own, and the shapes are compared.
 */
export async function checkSame({ api, reference }: Servers, benchCase: BenchCase, ground: Ground): Promise<void> {
  const ours = await Connection.open(api);
  const theirs = await Connection.open(reference);
  try {
    const client = benchCase.client(ground, 0, 1);
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const request = client.next();
      const first = await ours.send(request);
      client.learn?.(first.body);
      const second = await theirs.send(benchCase.writes ? client.next() : request);
      client.learn?.(second.body);
      const [a, b] = [first, second].map(({ status, body }) => ({
        status,
        body: JSON.parse(body.toString('utf8')) as unknown,
      }));
      const pick = benchCase.writes ? shapeOf : (value: unknown) => value;
      deepStrictEqual(pick(b), pick(a), `${benchCase.name}: ${request.path}`);
    }
  } finally {
    ours.close();
    theirs.close();
  }
}
