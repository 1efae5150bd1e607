import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { components } from '../../client/schema';

export type InboxState = components['schemas']['InboxStateView'];

/** A server that refused the stream is asked for one again after so long. */
const AGAIN_MS = 60_000;

/**
 * How the inbox stands, as the server tells it while it changes; undefined while nothing tells, and whoever wants to know
 * has to ask. Only a page that is looked at holds a stream: a browser has few connections to one host.
 */
export function useLiveInbox(): InboxState | undefined {
  const client = useQueryClient();
  const [state, setState] = useState<InboxState>();
  useEffect(() => watch(client, setState), [client]);
  return state;
}

function watch(client: QueryClient, tell: (state: InboxState | undefined) => void): () => void {
  let source: EventSource | undefined;
  let again: number | undefined;
  let last: string | undefined;

  const close = (): void => {
    window.clearTimeout(again);
    source?.close();
    source = undefined;
    tell(undefined);
  };
  const open = (): void => {
    close();
    const opened = new EventSource('/api/notifications/stream');
    source = opened;
    opened.addEventListener('inbox', ({ data }: MessageEvent<string>) => {
      const state = JSON.parse(data) as InboxState;
      tell(state);
      // The page has just asked for itself when it hears for the first time.
      const asked = client.getQueryData<{ unread: number }>(['notifications', 'unread'])?.unread ?? state.unread;
      const known = last === undefined ? asked === state.unread : last === data;
      last = data;
      if (known) return;
      // The list, and the tab that says how many are unread.
      void client.invalidateQueries({ queryKey: ['notifications'] });
      void client.invalidateQueries({ queryKey: ['issues', 'list', 'inbox', 'counts'] });
    });
    // There are pages enough of this person that are told; this one asks until it is looked at anew.
    opened.addEventListener('replaced', close);
    opened.addEventListener('error', () => {
      tell(undefined);
      // Broken on the way it comes back by itself; refused, it does not.
      if (opened.readyState === EventSource.CLOSED) again = window.setTimeout(open, AGAIN_MS);
    });
  };
  const onSight = (): void => (document.hidden ? close() : open());

  onSight();
  document.addEventListener('visibilitychange', onSight);
  return () => {
    document.removeEventListener('visibilitychange', onSight);
    close();
  };
}
