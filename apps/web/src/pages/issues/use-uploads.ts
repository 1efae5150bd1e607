import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { uuidv7 } from '../../client/uuid';
import type { Attachment } from './file-queries';
import { LARGEST, sendFile } from './send-file';

/** A file on its way. */
export interface Uploading {
  /** Under which it is kept: sent again it is the same. */
  id: string;
  file: File;
  state: 'waiting' | 'sending' | 'failed' | 'kept';
  percent: number;
  /** Why it was not kept, in words. */
  fault?: string;
  kept?: Attachment;
}

/** Files that a person has chosen for an issue, and their way to the server, one after the other. */
export function useUploads(issueId: string, most: number) {
  const { t } = useTranslation();
  const [items, setItems] = useState<Uploading[]>([]);
  // What is true now, also in the middle of a run that began before.
  const now = useRef<Uploading[]>([]);

  const write = (next: Uploading[]) => {
    now.current = next;
    setItems(next);
  };
  const change = (id: string, to: Partial<Uploading>) =>
    write(now.current.map((item) => (item.id === id ? { ...item, ...to } : item)));

  const faultOf = (file: File): string | undefined =>
    file.size > LARGEST ? t('files.upload.tooLarge') : file.size === 0 ? t('files.upload.empty') : undefined;

  /** Takes the file; one that is too large stands there with the reason and is not sent. */
  const add = (file: File): Uploading | undefined => {
    if (now.current.length >= most) return undefined;
    const fault = faultOf(file);
    const item: Uploading = { id: uuidv7(), file, percent: 0, state: fault ? 'failed' : 'waiting', fault };
    write([...now.current, item]);
    return item;
  };

  const send = async (item: Uploading): Promise<Attachment | undefined> => {
    if (item.kept || faultOf(item.file)) return item.kept;
    change(item.id, { state: 'sending', percent: 0, fault: undefined });
    try {
      const kept = await sendFile(issueId, item.id, item.file, (percent) => change(item.id, { percent }));
      change(item.id, { state: 'kept', kept });
      return kept;
    } catch (error) {
      change(item.id, { state: 'failed', fault: sentenceOf(error) });
      return undefined;
    }
  };

  /** Sends what is not kept yet. @returns all that are kept, or undefined when one of them is not */
  const sendAll = async (): Promise<Attachment[] | undefined> => {
    const kept: (Attachment | undefined)[] = [];
    // One after the other: a phone's weak line carries one at a time better than ten at once.
    for (const { id } of [...now.current]) {
      const item = now.current.find((one) => one.id === id);
      if (item) kept.push(await send(item));
    }
    return kept.every((one) => one !== undefined) ? kept : undefined;
  };

  const remove = (id: string) => write(now.current.filter((item) => item.id !== id));
  const clear = () => write([]);
  return { items, add, send, sendAll, remove, clear, busy: items.some(({ state }) => state === 'sending') };
}

export type Uploads = ReturnType<typeof useUploads>;
