import type { StreamOut } from '@app/reminder';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OutgoingHttpHeaders } from 'node:http';

/** A page whose stream broke comes back after a moment, not all of them at the same one. */
const BACK_MS = { least: 2_000, spread: 4_000 };

/**
 * Holds the answer open as a stream of events (`text/event-stream`). The connection is taken from the framework, with the
 * headers that its hooks have set: whatever gathers an answer before it is sent (compression) must not.
 *
 * @param onGone called when the other side has gone, or the stream was ended
 */
export function eventStream({ method }: FastifyRequest, reply: FastifyReply, onGone: () => void): StreamOut {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Ended at the shutdown, it leaves no idle connection behind.
    connection: 'close',
    // What nginx understands: pass on each line as it comes.
    'x-accel-buffering': 'no',
  });
  raw.on('close', onGone);
  raw.on('error', onGone);
  const back = Math.round(BACK_MS.least + Math.random() * BACK_MS.spread);
  // Asked by HEAD there is nothing to follow.
  if (method === 'HEAD') raw.end();
  else raw.write(`retry: ${back}\n\n`);
  return {
    write: (text) => void (raw.writableEnded || raw.destroyed || raw.write(text)),
    waiting: () => raw.writableLength,
    end: () => void (raw.writableEnded || raw.end()),
  };
}
