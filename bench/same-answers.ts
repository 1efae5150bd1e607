import { deepStrictEqual } from 'node:assert';
import type { BenchCase, Ground } from './cases';
import { type Answer, Connection } from './http-client';
import type { Servers } from './measure';

/** How many requests of a case are compared. */
const SAMPLES = 40;

const parsed = ({ body }: Answer): { id: string } => JSON.parse(body.toString('utf8')) as { id: string };

/** What `shape` names of an answer: the reference of the month leaves out what is cheap beside its figures. */
function partOf(answer: unknown, shape: unknown): unknown {
  if (Array.isArray(answer) && Array.isArray(shape)) return answer.map((one, index) => partOf(one, shape[index]));
  if (answer === null || shape === null || typeof answer !== 'object' || typeof shape !== 'object') return answer;
  const fields = answer as Record<string, unknown>;
  return Object.fromEntries(Object.entries(shape).map(([name, inner]) => [name, partOf(fields[name], inner)]));
}

/**
 * A reference that answers less, or something else, would measure nothing. What is read must be the same from both
 * servers. Of what is written each server gets requests of its own; what it answers must be what the api then reads, and
 * with the status that the api answers.
 */
export async function checkSame({ api, reference }: Servers, benchCase: BenchCase, ground: Ground): Promise<void> {
  const ours = await Connection.open(api);
  const theirs = await Connection.open(reference);
  const client = benchCase.client(ground, 0, 1);
  try {
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const request = client.next();
      const { path, token } = request;
      const expected = await ours.send(request);
      client.learn?.(expected.body);
      const answered = await theirs.send(benchCase.shownAt ? client.next() : request);
      client.learn?.(answered.body);
      const message = `${benchCase.name} ${path}`;
      deepStrictEqual(answered.status, expected.status, `${message}: ${answered.body.toString('utf8')}`);
      for (const answer of benchCase.shownAt ? [expected, answered] : []) {
        const shown = await ours.send({ method: 'GET', path: benchCase.shownAt?.(parsed(answer).id) ?? '', token });
        deepStrictEqual(parsed(answer), parsed(shown), message);
      }
      if (benchCase.shownAt) continue;
      const [reference, whole] = [parsed(answered), parsed(expected)];
      deepStrictEqual(reference, benchCase.partly ? partOf(whole, reference) : whole, message);
    }
  } finally {
    ours.close();
    theirs.close();
  }
}
