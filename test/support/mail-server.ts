import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { CERTIFICATE, CERTIFICATE_KEY } from './certificate';

const SECURE = { cert: CERTIFICATE, key: CERTIFICATE_KEY };

/** A letter as it was taken. */
export interface Letter {
  from: string;
  to: string[];
  content: string;
  encrypted: boolean;
  user: string | null;
}

/** What goes otherwise than well. */
export interface Mood {
  /** Answers to a command instead of the usual ones: `RCPT` → `550 5.1.1 no such user`. */
  answers?: Partial<Record<'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'END', string>>;
  /** Closes the line instead of an answer to it; `END` is the end of a letter. */
  closesAt?: 'EHLO' | 'MAIL' | 'DATA' | 'END';
  /** Takes the letter and never says so. */
  hangsAt?: 'END';
}

/** A small SMTP server (RFC 5321) with STARTTLS or TLS from the start, and sign-in when it has a password. */
export class MailServer {
  readonly letters: Letter[] = [];
  mood: Mood = {};
  port = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server;

  constructor(private readonly options: { tls: 'none' | 'starttls' | 'tls'; user?: string; password?: string }) {
    const take = (socket: Socket): void => this.talk(socket);
    this.server = options.tls === 'tls' ? createTlsServer(SECURE, take) : createServer(take);
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    });
    this.server.on('tlsClientError', () => undefined);
  }

  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private talk(socket: Socket, greeted = false): void {
    let letter: Letter = this.blank(socket);
    let waiting = '';
    let inLetter = false;
    let user: string | null = null;
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    const usual = (command: keyof NonNullable<Mood['answers']>, line: string, then?: () => void): void => {
      const other = this.mood.answers?.[command];
      if (this.mood.closesAt === command) socket.destroy();
      else if (other !== undefined) say(other);
      else {
        say(line);
        then?.();
      }
    };
    const hear = (line: string): void => {
      const [, verb = ''] = /^(\w+)/.exec(line.toUpperCase()) ?? [];
      if (verb === 'EHLO' || verb === 'HELO') {
        const offers = [
          ...(this.options.tls === 'starttls' && !(socket instanceof TLSSocket) ? ['STARTTLS'] : []),
          ...(this.options.password === undefined ? [] : ['AUTH PLAIN']),
          '8BITMIME',
        ];
        usual(
          'EHLO',
          [
            '250-mail.example.test',
            ...offers.map((offer, i) => `250${i === offers.length - 1 ? ' ' : '-'}${offer}`),
          ].join('\r\n'),
        );
      } else if (verb === 'STARTTLS' && this.options.tls === 'starttls') {
        say('220 go ahead');
        socket.removeAllListeners('data');
        const secured = new TLSSocket(socket, { isServer: true, ...SECURE });
        secured.on('error', () => undefined);
        this.talk(secured, true);
      } else if (verb === 'AUTH') {
        const [, name, password] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
          .toString('utf8')
          .split('\0');
        const good = name === this.options.user && password === this.options.password;
        if (!good) say('535 5.7.8 authentication failed');
        else usual('AUTH', '235 welcome', () => (user = name ?? null));
      } else if (verb === 'MAIL') {
        const open = this.options.password === undefined || user !== null;
        if (!open) say('530 5.7.0 authentication required');
        else
          usual('MAIL', '250 ok', () => {
            letter = { ...this.blank(socket), from: addressIn(line), user };
          });
      } else if (verb === 'RCPT') usual('RCPT', '250 ok', () => letter.to.push(addressIn(line)));
      else if (verb === 'DATA') usual('DATA', '354 go on', () => (inLetter = true));
      else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else say(verb === 'RSET' || verb === 'NOOP' ? '250 ok' : '500 what?');
    };
    socket.on('data', (piece: Buffer) => {
      waiting += piece.toString('utf8');
      for (let more = true; more;) {
        if (inLetter) {
          const end = waiting.indexOf('\r\n.\r\n');
          more = end >= 0;
          if (!more) break;
          const content = waiting.slice(0, end);
          waiting = waiting.slice(end + 5);
          inLetter = false;
          if (this.mood.hangsAt === 'END') return;
          usual('END', '250 2.0.0 taken', () => this.letters.push({ ...letter, content }));
        } else {
          const end = waiting.indexOf('\r\n');
          more = end >= 0;
          if (!more) break;
          const line = waiting.slice(0, end);
          waiting = waiting.slice(end + 2);
          hear(line);
        }
      }
    });
    if (!greeted) say('220 mail.example.test ESMTP');
  }

  private blank(socket: Socket): Letter {
    return { from: '', to: [], content: '', encrypted: socket instanceof TLSSocket, user: null };
  }
}

const addressIn = (line: string): string => /<([^>]*)>/.exec(line)?.[1] ?? '';
