import type { Outcome } from './channel';
import { BAD_PORT, type CallAnswer, CallError, isCertificateFault, PRIVATE_ADDRESS, PROXY_REFUSED } from './outbound';

export const SENT: Outcome = { outcome: 'sent' };

type Details = Pick<Exclude<Outcome, { outcome: 'sent' }>, 'pauseMs' | 'gone' | 'goneAddresses'>;

export const again = (fault: string, sentence: string, more: Details = {}): Outcome => ({
  outcome: 'again',
  fault,
  sentence,
  ...more,
});
export const failed = (fault: string, sentence: string, more: Details = {}): Outcome => ({
  outcome: 'failed',
  fault,
  sentence,
  ...more,
});
export const unknown = (fault: string, sentence: string): Outcome => ({ outcome: 'unknown', fault, sentence });

const UNREACHABLE = '从本系统所在的网络连不上对方';
const INNER = '站内提醒不受影响';

const SENTENCES: Record<string, string> = {
  [PRIVATE_ADDRESS]:
    '地址指向内网或本机，按规定不连接；若是本单位自己的主机，请把它的主机名或网段写进设置 OUTBOUND_ALLOW 后重启。',
  [PROXY_REFUSED]: `代理拒绝转发：请核对设置 OUTBOUND_PROXY 和代理的放行名单。${INNER}。`,
  ENOTFOUND: `${UNREACHABLE}：查不到它的主机名。请核对地址；没有开通互联网的，这个渠道用不了，${INNER}。`,
  EAI_AGAIN: `${UNREACHABLE}：域名服务没有回答。没有开通互联网的，这个渠道用不了，${INNER}。`,
  ECONNREFUSED: `${UNREACHABLE}：对方拒绝连接。请核对地址和端口，并确认对方的服务在运行。`,
  [BAD_PORT]: '这个端口留给别的服务，不能用作网址的端口：请核对地址。',
  ERR_INVALID_URL: '渠道的地址不是网址，请重新填写。',
};

/** Nothing, or no whole answer, came back. */
export function outcomeOfFault(error: CallError): Outcome {
  const { code, sent } = error;
  if ([PRIVATE_ADDRESS, BAD_PORT, 'ERR_INVALID_URL'].includes(code)) return failed(code, SENTENCES[code] ?? '');
  if (isCertificateFault(code) && !sent) {
    return failed(code, '对方的 HTTPS 证书不可信或已过期，没有发送：请核对地址，或请对方更换证书。');
  }
  if (!sent) {
    const otherwise = `${UNREACHABLE}，可能没有开通互联网：请检查网络、防火墙，或设置 OUTBOUND_PROXY；${INNER}。`;
    return again(code, SENTENCES[code] ?? otherwise);
  }
  return unknown(code, '已经发出，但没有等到对方的回答，可能已送达，所以不自动重发。');
}

/** What the status alone says; undefined: it is a success, and the body is to be asked. */
export function outcomeOfStatus({ status, retryAfter }: CallAnswer): Outcome | undefined {
  if (status >= 200 && status < 300) return undefined;
  const fault = `HTTP ${status}`;
  const pause = retryAfter === null ? {} : { pauseMs: Math.min(retryAfter, 3_600) * 1_000 };
  if (status === 429) return again(fault, '对方说发送太频繁，稍后自动重试。', pause);
  if (status >= 500) return again(fault, '对方的服务出了故障，稍后自动重试。', pause);
  if (status >= 300 && status < 400) return failed(fault, '对方要求转到别的地址，按规定不跟随：请填写最终的地址。');
  if (status === 401 || status === 403) return failed(fault, '对方不认可密钥或权限：请核对密钥、签名和对方的白名单。');
  if (status === 404 || status === 410) return failed(fault, '对方说没有这个地址：请核对后重新填写。');
  return failed(fault, '对方拒绝了这条消息：请核对渠道的设置。');
}

/** Sends and turns what may go wrong on the way into an outcome. */
export async function answered(call: Promise<CallAnswer>, read: (answer: CallAnswer) => Outcome): Promise<Outcome> {
  try {
    const answer = await call;
    return outcomeOfStatus(answer) ?? read(answer);
  } catch (error) {
    if (error instanceof CallError) return outcomeOfFault(error);
    throw error;
  }
}

/** What such an answer is when it is not of the platform: a sign-in page of the network, a gateway. */
export const notTheirs = (): Outcome =>
  failed('not-json', '回答不是该平台的格式，可能被网络的认证页面或网关拦截：请核对地址和网络。');

/** A JSON object, or undefined. */
export function objectOf(body: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(body) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * HTTP 200 says nothing: the code in the body does.
 *
 * @param key under which the code stands
 * @param rules by code; others fail with `otherwise`
 */
export function outcomeOfCode(
  answer: CallAnswer,
  keys: readonly string[],
  rules: Record<number, Outcome>,
  otherwise: (code: number) => Outcome,
): Outcome {
  const body = objectOf(answer.body);
  const code = keys.map((key) => body?.[key]).find((value) => typeof value === 'number');
  if (typeof code !== 'number') return notTheirs();
  return code === 0 ? SENT : (rules[code] ?? otherwise(code));
}
