import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
} from 'node:crypto';

const CURVE = 'prime256v1';
const RECORD_BYTES = 4_096;
/** The last record of a message ends with it. */
const LAST = Buffer.from([2]);

/** A browser's side of a push subscription: public key and shared secret, base64url. */
export interface PushKeys {
  p256dh: string;
  auth: string;
}

/** The key pair by which push services know the sender (VAPID, RFC 8292), base64url. */
export interface SenderKeys {
  publicKey: string;
  privateKey: string;
}

const derive = (secret: Buffer, salt: Buffer, info: Buffer | string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
const base64url = (text: string | Buffer): string => Buffer.from(text).toString('base64url');

export function newSenderKeys(): SenderKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: CURVE });
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { publicKey: base64url(point), privateKey: d };
}

/**
 * Encrypts for one browser (RFC 8291, `aes128gcm` of RFC 8188).
 *
 * @param chance the sender's key for this message and the salt; only a test hands them in
 * @throws when the browser's keys are none
 */
export function encryptPush(
  content: Buffer,
  { p256dh, auth }: PushKeys,
  chance: { privateKey?: Buffer; salt: Buffer } = { salt: randomBytes(16) },
): Buffer {
  const theirs = Buffer.from(p256dh, 'base64url');
  const ours = createECDH(CURVE);
  if (chance.privateKey) ours.setPrivateKey(chance.privateKey);
  else ours.generateKeys();
  const { salt } = chance;
  const point = ours.getPublicKey();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, point]);
  const secret = derive(ours.computeSecret(theirs), Buffer.from(auth, 'base64url'), info, 32);
  const key = derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derive(secret, salt, 'Content-Encoding: nonce\0', 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(Buffer.concat([content, LAST])), cipher.final(), cipher.getAuthTag()]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(RECORD_BYTES);
  head.writeUInt8(point.length, 4);
  return Buffer.concat([salt, head, point, body]);
}

/** What a push service asks of the sender: signed for its own origin, good for some hours. */
export function authorizationOf(
  { publicKey, privateKey }: SenderKeys,
  { endpoint, subject, until }: { endpoint: string; subject: string; until: Date },
): string {
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [base64url(point.subarray(1, 33)), base64url(point.subarray(33))];
  const key = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d: privateKey }, format: 'jwk' });
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(until.getTime() / 1_000), sub: subject };
  const signed = `${base64url(JSON.stringify({ typ: 'JWT', alg: 'ES256' }))}.${base64url(JSON.stringify(claims))}`;
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${signed}.${base64url(signature)}, k=${publicKey}`;
}
