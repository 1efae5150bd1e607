import { photoProblem, type Piece, PIECE_BYTES } from '@app/photo';
import { invalid } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';

/** Set with `@RouteConfig` on the routes that take raw bytes; nowhere else are they accepted. */
export const TAKES_BYTES = { takesBytes: true };

const TYPE = 'application/octet-stream';

/** A body while it arrives. Kept as it comes: what is still under way in the stream is lost when the connection breaks. */
class Arriving {
  readonly piece: Promise<Piece>;
  private readonly chunks: Buffer[] = [];
  private length = 0;

  constructor(body: Readable) {
    this.piece = new Promise((resolve, reject) => {
      const done = (cut: boolean) => (): void => resolve({ bytes: Buffer.concat(this.chunks), cut });
      body.on('data', (chunk: Buffer) => {
        this.length += chunk.length;
        if (this.length <= PIECE_BYTES) this.chunks.push(chunk);
        // Its end is awaited, so that the answer is heard, but nothing of it is kept.
        else reject(photoProblem.pieceTooLarge());
      });
      body.on('end', done(false));
      body.on('error', done(true));
      body.on('close', done(true));
    });
    // Where the guard refuses the request, nobody asks for the piece.
    this.piece.catch(() => undefined);
  }
}

/** Lets the app read bodies of bytes, on the routes that say so. */
export function takePieces(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.addContentTypeParser(TYPE, (request, body, done) => {
    const config = request.routeOptions.config as { takesBytes?: boolean };
    if (!config.takesBytes) return done(Object.assign(new Error('no bytes here'), { statusCode: 415 }));
    if (Number(request.headers['content-length'] ?? 0) > PIECE_BYTES) return done(photoProblem.pieceTooLarge());
    done(null, new Arriving(body));
  });
}

/** What arrived of the request's body. @throws Problem 400 for another kind of body, 413 when it is too large */
export function readPiece({ body }: FastifyRequest): Promise<Piece> {
  if (!(body instanceof Arriving)) throw invalid('body', `请以 ${TYPE} 提交照片的内容。`);
  return body.piece;
}
