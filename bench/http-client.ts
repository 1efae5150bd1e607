import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

export interface Request {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  token: string;
  body?: object;
}

export interface Answer {
  status: number;
  body: Buffer;
}

const HEADERS_END = Buffer.from('\r\n\r\n');

/** One keep-alive connection that carries one request at a time; it costs a tenth of what `node:http` costs. */
export class Connection {
  private received: Buffer = Buffer.alloc(0);
  private waiting?: { resolve(answer: Answer): void; reject(error: Error): void };

  private constructor(
    private readonly socket: Socket,
    private readonly host: string,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('close', () => this.waiting?.reject(new Error('the server closed the connection')));
  }

  static async open(origin: string): Promise<Connection> {
    const { hostname, port, host } = new URL(origin);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new Connection(socket, host);
  }

  send({ method, path, token, body }: Request): Promise<Answer> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const entity =
      text === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`;
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: ${this.host}\r\nauthorization: Bearer ${token}\r\n${entity}\r\n${text}`,
      );
    });
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf(HEADERS_END);
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) return this.waiting?.reject(new Error(`an answer without length:\n${head}`));
    const from = end + HEADERS_END.length;
    if (this.received.length < from + Number(length)) return;
    const answer = { status: Number(head.slice(9, 12)), body: this.received.subarray(from, from + Number(length)) };
    this.received = this.received.subarray(from + Number(length));
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve(answer);
  }
}
