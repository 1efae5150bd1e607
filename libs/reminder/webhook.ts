import { createHmac } from 'node:crypto';
import { isoInstant } from '@app/platform';
import type { ClaimedDelivery } from './delivery.queries';
import type { SubjectKind } from './reminder.rules';

const TIMEOUT_MS = 10_000;

/** The page of what a reminder is about. */
const PAGES: Record<SubjectKind, (id: string) => string> = {
  issue: (id) => `/issues/${id}`,
  project: (id) => `/projects/${id}`,
  visit: (id) => `/visits/${id}`,
  calendar: (id) => `/calendar?year=${id.slice(-4)}`,
  month: (id) => `/months/${id.slice(-6, -2)}-${id.slice(-2)}/confirm`,
  figures: (id) => `/months/${id.slice(-6, -2)}-${id.slice(-2)}`,
  evaluation: (id) => `/scoring/evaluations/${id}`,
};

/** The connection was never there, so nothing was sent: trying again cannot double it. */
const REFUSED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export interface Webhook {
  url: string;
  /** Shared with the receiver; never leaves this process and is never logged. */
  secret: string;
  /** Where the pages are. */
  publicUrl: string;
}

/** `again`: surely not taken, may be repeated. `unknown`: it may have arrived, must not be repeated. */
export type Outcome = { outcome: 'sent' } | { outcome: 'again' | 'failed' | 'unknown'; fault: string };

/** What the receiver checks: HMAC-SHA-256 over `timestamp.body`. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;

/** Posts one delivery and says how it went; never throws. */
export async function post(webhook: Webhook, delivery: ClaimedDelivery, now: Date): Promise<Outcome> {
  const body = JSON.stringify({
    id: delivery.reminderId,
    rule: delivery.rule,
    title: delivery.title,
    link: `${webhook.publicUrl}${PAGES[delivery.subjectKind](delivery.subjectId)}`,
    person: { username: delivery.username },
    at: isoInstant(delivery.createdAt),
  });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        // A kept connection may be closed by the other side just when we write: then nobody knows what arrived.
        connection: 'close',
        'x-xiaohao-timestamp': timestamp,
        'x-xiaohao-signature': signatureOf(webhook.secret, timestamp, body),
        'x-xiaohao-delivery': delivery.id,
      },
    });
    await answer.body?.cancel();
    if (answer.ok) return { outcome: 'sent' };
    const busy = answer.status === 429 || answer.status >= 500;
    return { outcome: busy ? 'again' : 'failed', fault: `HTTP ${answer.status}` };
  } catch (error) {
    const fault = faultOf(error);
    return { outcome: REFUSED.has(fault) ? 'again' : 'unknown', fault };
  }
}

/** A code without address or content: it is kept beside the delivery and logged. */
function faultOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return cause?.code ?? name ?? 'Error';
}
