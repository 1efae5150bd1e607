import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Settings } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { channelProblem } from './channel.problems';

const VERSION = 1;
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + ID_BYTES;

/** Why something sealed cannot be opened. */
export type SealFault = 'no-key' | 'other-key' | 'broken';

/** Says {@link SealFault} as a person reads it. */
export const SEAL_SENTENCES: Record<SealFault, string> = {
  'no-key': '没有设置 SECRETS_KEY，打不开已保存的密钥和地址：请设置为保存时用的那一个，然后重启。',
  'other-key': '保存时用的是另一个 SECRETS_KEY，现在打不开：请换回原来的，或重新填写密钥后保存。',
  broken: '保存的密钥或地址已损坏，打不开：请重新填写后保存。',
};

export class SealError extends Error {
  constructor(readonly fault: SealFault) {
    super(SEAL_SENTENCES[fault]);
  }
}

interface Keys {
  seal: Buffer;
  fingerprint: Buffer;
  /** Version and id of the key: what each sealed value begins with. */
  head: Buffer;
}

const derive = (secret: string, purpose: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'xiaohao', purpose, bytes));

/**
 * Seals secrets and addresses for the database (AES-256-GCM, keys derived from `SECRETS_KEY`). Each value is bound to
 * where it lies: copied to another row it does not open.
 *
 * Layout: version, id of the key, nonce, tag, content.
 */
@Injectable()
export class Sealer {
  private readonly keys: Keys | null;

  constructor({ SECRETS_KEY }: Settings) {
    this.keys = SECRETS_KEY === undefined ? null : keysOf(SECRETS_KEY);
  }

  /** Whether anything can be sealed or opened. */
  get ready(): boolean {
    return this.keys !== null;
  }

  /** What every value that this key opens begins with; null: no key. */
  get head(): Buffer | null {
    return this.keys && this.keys.head;
  }

  /** @throws Problem 409 that names the setting when there is no key */
  seal(place: string, text: string): Buffer {
    const { seal, head } = this.require();
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', seal, nonce);
    cipher.setAAD(Buffer.concat([head, Buffer.from(place)]));
    const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([head, nonce, cipher.getAuthTag(), content]);
  }

  /** @throws SealError */
  open(place: string, sealed: Buffer): string {
    const fault = this.faultOf(sealed);
    if (fault !== null || this.keys === null) throw new SealError(fault ?? 'no-key');
    const { seal, head } = this.keys;
    const tagAt = HEAD_BYTES + NONCE_BYTES;
    try {
      const decipher = createDecipheriv('aes-256-gcm', seal, sealed.subarray(HEAD_BYTES, tagAt), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.concat([head, Buffer.from(place)]));
      decipher.setAuthTag(sealed.subarray(tagAt, tagAt + TAG_BYTES));
      return decipher.update(sealed.subarray(tagAt + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new SealError('broken');
    }
  }

  /** Why it could not be opened, as far as its beginning tells. */
  faultOf(sealed: Buffer): SealFault | null {
    if (this.keys === null) return 'no-key';
    if (sealed.length < HEAD_BYTES + NONCE_BYTES + TAG_BYTES || sealed[0] !== VERSION) return 'broken';
    return sealed.subarray(0, HEAD_BYTES).equals(this.keys.head) ? null : 'other-key';
  }

  /**
   * The same text gives the same fingerprint; nobody finds the text from it without the key.
   *
   * @throws Problem 409 that names the setting when there is no key
   */
  fingerprint(text: string): string {
    return createHmac('sha256', this.require().fingerprint).update(text).digest('hex');
  }

  private require(): Keys {
    if (this.keys === null) throw channelProblem.noKey();
    return this.keys;
  }
}

function keysOf(secret: string): Keys {
  return {
    seal: derive(secret, 'seal', 32),
    fingerprint: derive(secret, 'fingerprint', 32),
    head: Buffer.concat([Buffer.from([VERSION]), derive(secret, 'id', ID_BYTES)]),
  };
}
