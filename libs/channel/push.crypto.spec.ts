import { createDecipheriv, createECDH, createPublicKey, hkdfSync, verify } from 'node:crypto';
import { authorizationOf, encryptPush, newSenderKeys } from './push.crypto';

const from = (text: string): Buffer => Buffer.from(text, 'base64url');

// RFC 8291, appendix A.
const EXAMPLE = {
  content: 'When I grow up, I want to be a watermelon',
  receiver: {
    privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
  senderKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

it('encrypts as the standard shows it', () => {
  const { content, receiver, senderKey, salt, body } = EXAMPLE;
  const chance = { privateKey: from(senderKey), salt: from(salt) };
  expect(encryptPush(Buffer.from(content), receiver, chance).toString('base64url')).toBe(body);
});

it('can be read by the browser it was meant for, with another key and salt each time', () => {
  const { receiver } = EXAMPLE;
  const [one, two] = [encryptPush(Buffer.from('提醒'), receiver), encryptPush(Buffer.from('提醒'), receiver)];
  expect(one.equals(two)).toBe(false);
  const browser = createECDH('prime256v1');
  browser.setPrivateKey(from(receiver.privateKey));
  const [salt, point, sealed] = [one.subarray(0, 16), one.subarray(21, 86), one.subarray(86)];
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), from(receiver.p256dh), point]);
  const secret = Buffer.from(hkdfSync('sha256', browser.computeSecret(point), from(receiver.auth), info, 32));
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: 16 });
  decipher.setAuthTag(sealed.subarray(-16));
  const open = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  expect(open.toString('utf8')).toBe('提醒\u0002');
});

it('the sender shows who it is: a signed token for that push service alone', () => {
  const keys = newSenderKeys();
  const until = new Date('2024-10-16T14:00:00Z');
  const endpoint = 'https://push.example.com:8443/send/abc';
  const header = authorizationOf(keys, { endpoint, subject: 'mailto:admin@example.cn', until });
  const [, head = '', claims = '', signature = '', key = ''] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(header) ?? [];
  expect(JSON.parse(from(head).toString())).toEqual({ typ: 'JWT', alg: 'ES256' });
  expect(JSON.parse(from(claims).toString())).toEqual({
    aud: 'https://push.example.com:8443',
    exp: 1729087200,
    sub: 'mailto:admin@example.cn',
  });
  expect(key).toBe(keys.publicKey);
  const point = from(key);
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  expect(verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, from(signature))).toBe(true);
});
