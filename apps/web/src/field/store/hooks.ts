import { liveQuery } from 'dexie';
import { useEffect, useState } from 'react';
import { type Bundle, bundle, projectOf } from './bundle';
import type { FieldProject } from './contract';
import { drafts, type DraftSummary } from './drafts';
import { overlays, savedState } from './edits';
import { useLive } from './live';
import type { WaitingOwner } from './model';
import { pictureOf } from './photos';
import { type Session, session, waitingOwners } from './session';
import { type Strip, strip } from './strip';

/** Who is signed in on this phone, and unsent visits of others. */
export function useSession(): Session & { others: WaitingOwner[] } {
  const now = useLive(session);
  const owners = useLive(waitingOwners);
  return { ...now, others: owners.filter(({ ownerId }) => ownerId !== now.me?.id) };
}

export const useBundle = (): Bundle => useLive(bundle);

export function useProject(id: string): FieldProject | null {
  useLive(bundle);
  return projectOf(id);
}

const NONE: DraftSummary[] = [];

/** Visits of this person on this phone, newest first. */
export const useDrafts = (): DraftSummary[] => useLive(drafts) ?? NONE;

/** One of them; undefined while it is being read, null when there is none. */
export function useDraft(id: string): DraftSummary | null | undefined {
  const all = useLive(drafts);
  return all && (all.find((draft) => draft.id === id) ?? null);
}

/** Whether what was typed is in the phone's memory by now. */
export function useSaved(id: string): 'saved' | 'saving' | 'failed' {
  useLive(overlays);
  return savedState(id);
}

export const useStrip = (): Strip => useLive(strip);

/** An address to show a photo by; null until there is one. */
export function usePhotoUrl(id: string): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let current: string | null = null;
    const following = liveQuery(() => pictureOf(id)).subscribe({
      next: (picture) => {
        if (current !== null) URL.revokeObjectURL(current);
        current = picture && URL.createObjectURL(picture);
        setUrl(current);
      },
    });
    return () => {
      following.unsubscribe();
      if (current !== null) URL.revokeObjectURL(current);
    };
  }, [id]);
  return url;
}
