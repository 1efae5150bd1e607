import type {
  AppControllerRoute,
  AppViewRoute,
  BullBoardQueues,
  IServerAdapter,
  UIConfig,
} from '@bull-board/api/dist/types.js';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AuthService, hasRole } from '@app/org';
import { openBullQueue, Problem, problem, type QueueSettings } from '@app/platform';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tokenOf } from './sign-in.guard';

const PLACE = '/api/queue-board';
/** A queue that is away is not waited for longer. */
const PATIENCE_MS = 5_000;
const SILENT = new Problem('queue.silent', 503, '任务队列没有应答，请确认 Redis（或数据库）正常后重试。');
/** What lies in the board's folder of files, and no way out of it. */
const FILE = /^static(?:\/[\w-]+(?:\.[\w-]+)*)+$/;
const PAGE = 'text/html; charset=utf-8';
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

interface Answer {
  status?: number;
  type?: string;
  body: string | object;
}

/** An address of the board, `/queue/:name`, as it stands behind its place. */
const patternOf = (route: string): RegExp => new RegExp(`^${route.slice(1).replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);

/** What the board asks of a server, gathered; the routes of the program stay its own. */
class Gathered implements IServerAdapter {
  private folder = '';
  private routes: { pattern: RegExp; handle: AppControllerRoute['handler'] }[] = [];
  private pages: RegExp[] = [];
  private uiConfig: UIConfig = {};
  private queues: BullBoardQueues = new Map();

  setQueues(queues: BullBoardQueues): this {
    this.queues = queues;
    return this;
  }

  setViewsPath(folder: string): this {
    this.folder = folder;
    return this;
  }

  setUIConfig(config: UIConfig): this {
    this.uiConfig = config;
    return this;
  }

  /** Only what reads: whoever may look at the queue still changes nothing in it. */
  setApiRoutes(routes: AppControllerRoute[]): this {
    this.routes = routes
      .filter(({ method }) => [method].flat().includes('get'))
      .flatMap((one) =>
        [one.route].flat().map((path) => ({ pattern: patternOf(path), handle: (request) => one.handler(request) })),
      );
    return this;
  }

  setEntryRoute({ route }: AppViewRoute): this {
    this.pages = [route].flat().map(patternOf);
    return this;
  }

  setStaticPath = (): this => this;
  setErrorHandler = (): this => this;

  async answer(path: string, request: FastifyRequest): Promise<Answer | undefined> {
    if (FILE.test(path)) return this.file(path);
    for (const { pattern, handle } of this.routes) {
      const params = pattern.exec(path);
      if (!params) continue;
      return handle({
        queues: this.queues,
        uiConfig: this.uiConfig,
        params: { ...params.groups },
        query: { ...(request.query as object) },
        body: {},
        headers: {},
      });
    }
    return this.pages.some((page) => page.test(path)) ? { type: PAGE, body: await this.page() } : undefined;
  }

  private async file(path: string): Promise<Answer | undefined> {
    const body = await readFile(join(this.folder, path)).catch(() => undefined);
    return body && { type: TYPES[extname(path)] ?? 'application/octet-stream', body };
  }

  /** The board's page without its one address of another host: fonts, which no page here may fetch. */
  private async page(): Promise<string> {
    const values: Record<string, string> = {
      basePath: `${PLACE}/`,
      title: this.uiConfig.boardTitle ?? '',
      favIconDefault: this.uiConfig.favIcon?.default ?? '',
      favIconAlternative: String(this.uiConfig.favIcon?.alternative ?? ''),
      uiConfig: JSON.stringify(this.uiConfig).replace(/</g, '\\u003c'),
    };
    const page = await readFile(join(this.folder, 'index.ejs'), 'utf8');
    return page
      .replace(/<link[^>]+https:[^>]+>/g, '')
      .replace(/<%[-=] *(\w+) *%>/g, (_, name: string) => values[name] ?? '');
  }
}

/** BullMQ's queue as pages, loaded and connected when somebody looks for the first time. */
class Board {
  private readonly logger = new Logger('Queue');
  private opened?: Promise<{ gathered: Gathered; queue: Queue }>;

  constructor(private readonly settings: QueueSettings) {}

  /** @throws Problem 503 when the queue does not answer */
  async answer(path: string, request: FastifyRequest): Promise<Answer | undefined> {
    this.opened ??= this.open();
    const { gathered } = await this.opened;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(SILENT), PATIENCE_MS)));
    try {
      return await Promise.race([gathered.answer(path, request), late]);
    } catch (error) {
      this.logger.warn(`board: ${(error as Error).message}`);
      // A queue that failed to connect remembers that for ever: who looks next gets a fresh one.
      void this.close();
      throw SILENT;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    const { opened } = this;
    this.opened = undefined;
    await opened?.then(({ queue }) => queue.close()).catch(() => undefined);
  }

  private async open(): Promise<{ gathered: Gathered; queue: Queue }> {
    const [{ createBullBoard }, { BullMQAdapter }] = await Promise.all([
      import('@bull-board/api'),
      import('@bull-board/api/bullMQAdapter'),
    ]);
    const queue = openBullQueue(this.settings);
    const gathered = new Gathered();
    createBullBoard({
      queues: [new BullMQAdapter(queue, { readOnlyMode: true })],
      serverAdapter: gathered,
      options: {
        uiConfig: {
          boardTitle: '任务队列',
          locale: { lng: 'zh-CN' },
          hideDocsLink: true,
        },
      },
    });
    return { gathered, queue };
  }
}

/**
 * Puts bull-board at `/api/queue-board`: for administrators, to look only. What it asks for is answered here rather than
 * by its own server plugin, so that nothing of it is loaded at start, and nothing beside these addresses changes.
 */
export function serveQueueBoard(app: NestFastifyApplication, settings: QueueSettings): void {
  const board = new Board(settings);
  const server = app.getHttpAdapter().getInstance();
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    try {
      const principal = await app.get(AuthService).principalOf(tokenOf(request) ?? '');
      if (!principal) throw problem.signedOut();
      if (!hasRole(principal, 'administrator')) throw problem.forbidden();
      const path = ((request.params as { '*'?: string })['*'] ?? '').replace(/^\/+/, '');
      const answer = await board.answer(path, request);
      if (!answer) throw problem.notFound();
      const { status = 200, type = TYPES['.json'], body } = answer;
      return reply
        .status(status)
        .headers({ 'content-type': type, 'cache-control': 'private, no-cache' })
        .send(Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body));
    } catch (error) {
      const { code, status, message } = error instanceof Problem ? error : SILENT;
      return reply.status(status).send({ code, message });
    }
  };
  server.get(PLACE, handler);
  server.get(`${PLACE}/*`, handler);
  server.addHook('onClose', () => board.close());
}
