import { liveQuery } from 'dexie';
import type { FieldProject, FieldView } from './contract';
import { type KeptBundle, database } from './database';
import { derived, Live } from './live';
import { call, Problem, sentenceOf } from './server';
import { session } from './session';

export interface Bundle {
  view: FieldView | null;
  /** Milliseconds. */
  fetchedAt: number | null;
  /** Older than a day, or of another day. */
  stale: boolean;
  refreshing: boolean;
  error: string | null;
}

const STALE_MS = 24 * 3600_000;
/** Coming back to the page does not ask again within this time. */
const FRESH_MS = 60_000;

const kept = new Live<KeptBundle | null>(null);
const asking = new Live<{ refreshing: boolean; error: string | null }>({ refreshing: false, error: null });

export const bundle = derived([kept, asking, session], (): Bundle => {
  const mine = ofMe();
  if (!mine) return { view: null, fetchedAt: null, stale: false, ...asking.get() };
  const { view, fetchedAt, order } = mine;
  return {
    view: order?.week === view.week ? { ...view, order: order.projectIds } : view,
    fetchedAt,
    stale: Date.now() - fetchedAt > STALE_MS || new Date(fetchedAt).toDateString() !== new Date().toDateString(),
    ...asking.get(),
  };
});

/** Only what belongs to the person who is signed in: after a change of person nothing of the other is shown. */
function ofMe(): KeptBundle | null {
  const found = kept.get();
  return found !== null && found.ownerId === session.get().me?.id ? found : null;
}

/** A project that this person may see, of the week or asked for by itself. */
export function projectOf(id: string): FieldProject | null {
  const mine = ofMe();
  return mine?.view.projects.find((p) => p.id === id) ?? mine?.extra.find((p) => p.id === id) ?? null;
}

/** Reads what is kept, and follows it over all tabs. */
export async function startBundle(): Promise<void> {
  const read = async (): Promise<KeptBundle | null> => {
    const id = session.get().me?.id;
    return id === undefined ? null : ((await database.bundles.get(id)) ?? null);
  };
  kept.set(await read());
  let following = liveQuery(read).subscribe({ next: (found) => kept.set(found) });
  let owner = session.get().me?.id;
  session.subscribe(() => {
    if (session.get().me?.id === owner) return;
    owner = session.get().me?.id;
    following.unsubscribe();
    following = liveQuery(read).subscribe({ next: (found) => kept.set(found) });
    void refreshBundle();
  });
}

/** Fetches it when what is kept is not of this minute. */
export async function freshen(): Promise<void> {
  if (Date.now() - (ofMe()?.fetchedAt ?? 0) > FRESH_MS) await refreshBundle();
}

/** Fetches what this person may see; with a project, that one as well. Says what went wrong in `bundle.error`. */
export async function refreshBundle(projectId?: string): Promise<void> {
  const me = session.get().me;
  if (!me || session.get().state !== 'signed-in') return;
  asking.set({ refreshing: true, error: null });
  try {
    await sendOrder(me.id);
    const view = await call<FieldView>(`/api/field${projectId ? `?projectId=${encodeURIComponent(projectId)}` : ''}`);
    // The cookie may be another person's by now: what came is theirs.
    if (view.me.id === me.id) await keepView(me.id, view, projectId);
    asking.set({ refreshing: false, error: null });
  } catch (error) {
    asking.set({ refreshing: false, error: sentenceOf(error) });
  }
}

async function keepView(ownerId: string, view: FieldView, projectId: string | undefined): Promise<void> {
  const next = await database.transaction('rw', database.bundles, async () => {
    const before = await database.bundles.get(ownerId);
    const asked = view.projects.find(({ id }) => id === projectId);
    const extra = [...(before?.extra ?? []).filter(({ id }) => id !== projectId), ...(asked ? [asked] : [])];
    const order = before?.order?.week === view.week && !before.order.sent ? before.order : null;
    const row: KeptBundle = { ownerId, fetchedAt: Date.now(), view, extra: extra.slice(-20), order };
    await database.bundles.put(row);
    return row;
  });
  kept.set(next);
}

/** Keeps the order of the week on the phone at once, and tells the server when it can. */
export async function savePlan(projectIds: string[]): Promise<void> {
  const mine = ofMe();
  if (!mine) return;
  const next = { ...mine, order: { week: mine.view.week, projectIds, sent: false } };
  kept.set(next);
  await database.bundles.put(next);
  await sendOrder(mine.ownerId).catch(() => undefined);
}

async function sendOrder(ownerId: string): Promise<void> {
  const row = await database.bundles.get(ownerId);
  if (!row?.order || row.order.sent) return;
  const { week, projectIds } = row.order;
  const put = (version: number) =>
    call<{ version: number }>(`/api/duties/plan/${encodeURIComponent(week)}`, {
      method: 'PUT',
      json: { projectIds, version },
    });
  let version = row.view.planVersion;
  try {
    version = (await put(version)).version;
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.code === null) throw error;
    // Moved at the desk meanwhile: what the thumb moved last counts.
    const current = (error.details as { version?: number } | undefined)?.version;
    if (error.status === 409 && current !== undefined) version = (await put(current)).version;
  }
  await database.bundles.update(ownerId, {
    order: { week, projectIds, sent: true },
    view: { ...row.view, planVersion: version, order: projectIds },
  });
}
