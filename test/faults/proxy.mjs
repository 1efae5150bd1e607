// A wire between two programs that can be cut, or go silent without being cut (half-open).
import { once } from 'node:events';
import net from 'node:net';

/**
 * Forwards TCP to one address. While it is silent, connections stay open and nothing passes in either direction; what a
 * client sent whose end has gone meanwhile is thrown away, for it has died with its client.
 */
export class Wire {
  #links = new Set();
  #silent = () => false;

  /** @param {() => number} target the port on this machine, asked at each connection */
  constructor(target) {
    this.target = target;
    this.server = net.createServer((client) => this.#accept(client));
  }

  async open() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = this.server.address().port;
    return this;
  }

  /**
   * Goes silent, for all connections or for those whose first words are such, the later ones included.
   *
   * @param {(firstWords: string) => boolean} which
   */
  silence(which = () => true) {
    this.#silent = which;
  }

  /** Holds back what begins from now on; what is under way goes on. */
  hold() {
    this.#silent = (_, begun) => !begun;
  }

  /** Speaks again. What was held back goes on its way. */
  resume() {
    this.#silent = () => false;
    for (const link of this.#links) link.flush();
  }

  /** Connections that were there stay silent for ever; new ones pass. */
  abandon() {
    this.#silent = () => false;
    for (const link of this.#links) link.dead = true;
  }

  /** Breaks every connection, also those that were abandoned; new ones are taken. */
  cut() {
    this.#silent = () => false;
    for (const link of this.#links) link.end();
  }

  /** How many connections hold something back. */
  get held() {
    return [...this.#links].filter(({ up }) => up.length > 0).length;
  }

  async close() {
    this.cut();
    if (!this.server.listening) return;
    this.server.close();
    await once(this.server, 'close');
  }

  #accept(client) {
    const link = { client, up: [], down: [], first: undefined, dead: false, over: false, server: undefined };
    const stops = () => link.dead || this.#silent(link.first ?? '', link.server !== undefined);
    link.end = () => {
      this.#links.delete(link);
      client.destroy();
      link.server?.destroy();
    };
    link.flush = () => {
      if (link.first === undefined || stops()) return;
      link.server ??= this.#connect(link, stops);
      for (const chunk of link.up.splice(0)) link.server.write(chunk);
      for (const chunk of link.down.splice(0)) client.write(chunk);
      if (link.over) client.end();
    };
    this.#links.add(link);
    // Both sides are read even while nothing passes: only so is it seen that one of them has died.
    client.on('data', (chunk) => {
      link.first ??= chunk.toString('latin1');
      link.up.push(chunk);
      link.flush();
    });
    client.on('error', link.end).on('close', link.end);
  }

  #connect(link, stops) {
    const server = net.connect(this.target(), '127.0.0.1');
    server.on('data', (chunk) => {
      if (stops()) link.down.push(chunk);
      else link.client.write(chunk);
    });
    // What it said last must still arrive.
    server.on('error', link.end).on('close', () => {
      link.over = true;
      link.flush();
    });
    return server;
  }
}

/** Whether a connection to PostgreSQL is the queue's: the program's own connections ask for Shanghai time. */
export const ofQueue = (firstWords) => firstWords !== '' && !firstWords.includes('Asia/Shanghai');
