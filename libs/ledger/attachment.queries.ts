import type { Tx } from '@app/platform';

/** 照片, 文件. */
export const ATTACHMENT_KINDS = ['photo', 'document'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** What an action takes along as evidence. */
export interface AttachmentRef {
  id: string;
  kind: AttachmentKind;
  name: string;
  sha256: string;
}

/** Those of the ids that are attachments of this issue, in the order of upload; others are missing. */
export const findAttachments = (tx: Tx, issueId: string, ids: string[]): Promise<AttachmentRef[]> =>
  tx.query(
    `select id, kind, name, sha256 from attachment where issue_id = $1 and id = any ($2::uuid[]) order by at, id`,
    [issueId, ids],
  );
