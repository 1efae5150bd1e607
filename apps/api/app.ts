import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import statics from '@fastify/static';
import { loggerOf, problem, type Settings } from '@app/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiModule } from './app.module';
import { OpenApi } from './meta.controller';
import { measureRequests } from './metrics';
import { describeApi } from './openapi-document';
import { takePieces } from './pieces';
import { serveQueueBoard } from './queue-board';
import { markRequests, requestIdOf } from './request-id';
import { takeFiles } from './upload';

/** The built pages, beside the built program (`dist/web`). */
const PAGES = join(__dirname, '../../web');
const BODY_LIMIT = 1024 * 1024;
/** The phone and the big screen are programs of their own. */
const PAGE_OF: [RegExp, string][] = [
  [/^\/field(?=[/?]|$)/, 'field.html'],
  [/^\/screen(?=[/?]|$)/, 'screen.html'],
];

/** Puts the API together without listening: for start-up, tests and the OpenAPI document. */
export async function createApp(settings: Settings): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.forRoot(settings),
    new FastifyAdapter({
      bodyLimit: BODY_LIMIT,
      trustProxy: settings.TRUST_PROXY,
      forceCloseConnections: 'idle',
      genReqId: requestIdOf,
      // An address that cannot be read, or a part of it that is longer than any of ours: there is nothing behind it.
      frameworkErrors: (_error: Error, _request: FastifyRequest, reply: FastifyReply) => {
        const { code, status, message } = problem.notFound();
        void reply.status(status).send({ code, message });
      },
    }),
    { logger: loggerOf(settings), abortOnError: false },
  );
  markRequests(app);
  measureRequests(app);
  await app.register(cookie);
  await app.register(compress, { threshold: 2048 });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Map tiles only where a setting names their host.
        imgSrc: ["'self'", 'data:', 'blob:', ...(settings.tilesOrigin ? [settings.tilesOrigin] : [])],
        // Ant Design writes its styles into the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        // The phone's pages: opened without a network, installed on the home screen.
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: settings.publicUrl.startsWith('https:') ? undefined : false,
  });
  await takeFiles(app);
  takePieces(app);
  serveQueueBoard(app, settings);
  await servePages(app);
  app.get(OpenApi).describe = () => describeApi(app);
  return app;
}

/** Files of the build as they are; every other address answers the page it belongs to, which reads the address. */
async function servePages(app: NestFastifyApplication): Promise<void> {
  const built = existsSync(join(PAGES, 'index.html'));
  if (built) {
    await app.register(statics, {
      root: PAGES,
      wildcard: false,
      setHeaders: (reply, path) => {
        // Names of assets carry their hash; the page itself must always be asked for again.
        const forever = path.includes(`${join(PAGES, 'assets')}`);
        reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app
    .getHttpAdapter()
    .getInstance()
    .get('/*', (request, reply) => {
      const { code, status, message } = problem.notFound();
      // A file of an earlier build is gone: the page in the tab must hear that, not get another page as its script.
      if (!built || /^\/(api|assets)\b/.test(request.url)) return reply.status(status).send({ code, message });
      const page = PAGE_OF.find(([address]) => address.test(request.url))?.[1] ?? 'index.html';
      return reply.header('cache-control', 'no-cache').sendFile(page);
    });
}
