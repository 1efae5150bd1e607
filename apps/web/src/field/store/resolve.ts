import { uuidv7 } from '../../client/uuid';
import { t } from '../words';
import { database } from './database';
import { happen, received, serverVisitOf } from './deliver';
import type { SentVisit, ServerVisit } from './contract';
import type { Draft } from './model';
import { another, bodyWith, type Choice, missingOf, moved, onlyFound } from './resolution';

/**
 * Ends a conflict as the officer chose. Nothing typed is lost: problems and re-checks that the server's visit does not
 * have go with a visit of their own, for a correction cannot carry them.
 *
 * @throws Error with a sentence when the server's visit cannot be read now
 */
export async function resolve(id: string, choice: Choice): Promise<void> {
  const draft = await database.drafts.get(id);
  const { trouble, body } = draft ?? {};
  if (!draft || !body || trouble?.kind !== 'conflict') return;
  const server = trouble.serverVisit ?? (await serverVisitOf(id));
  if (!server) throw new Error(t('store.noAnswer'));
  if (choice === 'theirs') return received(id, server);
  const missing = missingOf(body, server);
  if (choice === 'another') {
    await replace(draft, bodyWith(body, missing), server);
    return;
  }
  const { rechecks = [], photoIds = [] } = missing;
  if (missing.issues.length > 0 || rechecks.length > 0) {
    const rest = onlyFound(body, { issues: missing.issues, rechecks });
    await database.drafts.put(another(draft, rest, uuidv7()));
  }
  await happen(id, {
    type: 'correct',
    correction: {
      id: uuidv7(),
      version: server.version,
      reason: t('store.correctionReason'),
      visitedAt: body.visitedAt,
      note: body.note,
      ...(body.completed === undefined ? {} : { completed: body.completed }),
      ...(body.physicalProgress === undefined ? {} : { physicalProgress: body.physicalProgress }),
      ...(photoIds.length === 0 ? {} : { addPhotoIds: photoIds }),
    },
  });
}

/** The visit that arrived is the server's; what is on the phone goes as another, with photos of its own. */
async function replace(draft: Draft, body: SentVisit, server: ServerVisit): Promise<void> {
  const id = uuidv7();
  const renamed = new Map((body.photoIds ?? []).map((photoId) => [photoId, uuidv7()]));
  const { drafts, photos, photoBytes, kept } = database;
  await database.transaction('rw', drafts, photos, photoBytes, kept, async () => {
    for (const [from, to] of renamed) {
      const photo = await database.photos.get(from);
      const bytes = await database.photoBytes.get(from);
      if (!photo || !bytes) continue;
      await database.photos.delete(from);
      await database.photoBytes.delete(from);
      await database.photos.add(moved(photo, to, id));
      await database.photoBytes.add({ ...bytes, id: to });
    }
    const photoIds = [...renamed.values()];
    await database.drafts.add(another(draft, bodyWith({ ...body, id }, { ...body, photoIds }), id));
    await received(draft.id, server);
  });
}
