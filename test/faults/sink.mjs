// Where the messages arrive: it counts what it receives and answers as it is told.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** What a request carries: the key that makes a repetition recognisable, and the reminders in it. */
function messageOf(request, body) {
  const payload = JSON.parse(body);
  const key = String(request.headers['x-xiaohao-delivery'] ?? payload.id);
  return { key, title: payload.title, link: payload.link, username: payload.person?.username ?? '' };
}

/**
 * An HTTP receiver. `behave` says how the n-th message is answered:
 * `{ status, after? }` ms, `{ hold: true }` until `release`, or `{ close: true }`: the connection breaks without an answer.
 */
export class Sink {
  /** Every message whose body arrived whole, in order; `answer`: the status once it was sent, or `none`. */
  received = [];
  behave = () => ({ status: 200 });
  #held = [];
  #server = createServer((request, response) => this.#take(request, response));

  async open() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = this.#server.address().port;
    return this;
  }

  get held() {
    return this.#held.length;
  }

  /** Answers all that were held. */
  release() {
    for (const answer of this.#held.splice(0)) answer(200);
  }

  forget() {
    this.release();
    this.received = [];
    this.behave = () => ({ status: 200 });
  }

  async close() {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #take(request, response) {
    const chunks = [];
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const entry = { ...messageOf(request, Buffer.concat(chunks).toString('utf8')), answer: 'none' };
      this.received.push(entry);
      const answer = (status) => {
        if (response.destroyed) return;
        entry.answer = status;
        response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      };
      const how = this.behave(this.received.length, entry);
      if (how.close) request.socket.destroy();
      else if (how.hold) this.#held.push(answer);
      else if (how.after) setTimeout(answer, how.after, how.status);
      else answer(how.status);
    });
  }
}
