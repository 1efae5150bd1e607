import { randomUUID } from 'node:crypto';
import { withLogContext } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IncomingHttpHeaders } from 'node:http';

export const REQUEST_ID = 'x-request-id';
/** What a gateway gives; whatever else a client writes there must not get into the log. */
const SANE = /^[\w-]{8,64}$/;

/** The id under which a request is known: the one it came with, or a new one. */
export function requestIdOf({ headers }: { headers: IncomingHttpHeaders }): string {
  const given = headers[REQUEST_ID];
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID();
}

/** Every line that is logged for a request carries its id, and so does the answer. */
export function markRequests(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header(REQUEST_ID, request.id);
    withLogContext({ request: request.id }, done);
  });
  // A body that came in pieces is continued by the connection, which knows nothing of the request.
  server.addHook('preValidation', (request, _reply, done) => withLogContext({ request: request.id }, done));
}
