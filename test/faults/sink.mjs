// Where the messages arrive: it counts what it receives and answers as it is told.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** What a request carries: reminders, one or several, each with what a person reads. */
function noticesOf(body) {
  const { items, person } = JSON.parse(body);
  return items.map(({ id, title, link }) => ({ id, content: `${person?.username ?? ''} ${title} ${link}` }));
}

/**
 * An HTTP receiver. `behave` says how the n-th message is answered:
 * `{ status, after? }` ms, `{ hold: true }` until `release`, or `{ close: true }`: the connection breaks without an answer.
 */
export class Sink {
  /** Every reminder in every message whose body arrived whole, in order; `answer`: the status once it was sent, or `none`. */
  received = [];
  messages = 0;
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
    this.messages = 0;
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
      const notices = noticesOf(Buffer.concat(chunks).toString('utf8'));
      for (const notice of notices) this.received.push(Object.assign(notice, { answer: 'none' }));
      this.messages += 1;
      const answer = (status) => {
        if (response.destroyed) return;
        for (const notice of notices) notice.answer = status;
        response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      };
      const how = this.behave(this.messages);
      if (how.close) request.socket.destroy();
      else if (how.hold) this.#held.push(answer);
      else if (how.after) setTimeout(answer, how.after, how.status);
      else answer(how.status);
    });
  }
}
