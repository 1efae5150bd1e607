import { useCallback, useRef, useState } from 'react';
import { uuidv7 } from '../../client/uuid';

/** A problem as it is being written; its id is made once and sent with each try. */
export interface DraftIssue {
  id: string;
  title: string;
  categoryCode: string | null;
  severity: 'low' | 'medium' | 'high';
}

/** Where the phone was when the officer tapped. */
export interface DraftLocation {
  latitude: number;
  longitude: number;
  accuracy: number;
}

/** A visit as it is being written: its ids stay the same however often it is sent, so it is logged once. */
export interface VisitDraft {
  id: string;
  visitedAt: string;
  note: string;
  location: DraftLocation | null;
  issues: DraftIssue[];
  /** It was sent and no answer came: nobody knows whether it arrived. */
  unanswered: boolean;
}

const keyOf = (personId: string, projectId: string): string => `xiaohao.visit-draft.${personId}.${projectId}`;

const fresh = (): VisitDraft => ({
  id: uuidv7(),
  visitedAt: new Date().toISOString(),
  note: '',
  location: null,
  issues: [],
  unanswered: false,
});

export const freshIssue = (): DraftIssue => ({ id: uuidv7(), title: '', categoryCode: null, severity: 'medium' });

/** Nothing that would be missed if it were gone. */
export const isEmpty = (draft: VisitDraft): boolean => draft.note.trim() === '' && draft.issues.length === 0;

function stored(key: string): VisitDraft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as VisitDraft | null;
    return draft && typeof draft.id === 'string' && Array.isArray(draft.issues) ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** A phone that refuses storage (private mode, full) can still send; only a reload would lose the draft. */
function store(key: string, draft: VisitDraft | undefined): boolean {
  try {
    if (draft === undefined || isEmpty(draft)) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** The draft of one person for one project: kept in the phone at every keystroke until it was received. */
export function useVisitDraft(personId: string, projectId: string) {
  const key = keyOf(personId, projectId);
  const [initial] = useState(() => stored(key));
  const [draft, setDraft] = useState<VisitDraft>(() => initial ?? fresh());
  const [kept, setKept] = useState(true);
  // Two changes may come before the page is drawn again (a tap while the position arrives): both must stay.
  const latest = useRef(draft);

  const set = useCallback(
    (next: VisitDraft) => {
      latest.current = next;
      setDraft(next);
      setKept(store(key, next));
    },
    [key],
  );
  const change = useCallback((part: Partial<VisitDraft>) => set({ ...latest.current, ...part }), [set]);
  const changeIssue = useCallback(
    (id: string, part: Partial<DraftIssue>) =>
      change({ issues: latest.current.issues.map((issue) => (issue.id === id ? { ...issue, ...part } : issue)) }),
    [change],
  );
  /** It was received. */
  const clear = useCallback(() => void store(key, undefined), [key]);
  /** What was written, as another visit, without the problems that had arrived with the first wording. */
  const renew = useCallback(
    (arrived: string[]) =>
      change({
        id: uuidv7(),
        unanswered: false,
        issues: latest.current.issues.filter(({ id }) => !arrived.includes(id)),
      }),
    [change],
  );

  return { draft, change, changeIssue, clear, renew, restored: initial !== undefined, kept };
}
