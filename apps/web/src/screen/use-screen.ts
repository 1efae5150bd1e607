import { useEffect, useRef, useState } from 'react';
import type { components } from '../client/schema';
import { newVersion } from './version';

type Schemas = components['schemas'];
export type Screen = Schemas['ScreenView'];
export type Ground = Schemas['ScreenMapView'];

/** What stands on the wall, and whether the last question was answered. */
export interface Shown {
  screen?: Screen;
  ground?: Ground;
  /** The server says no: asking on is of no use, but a token may be good again when a clock is put right. */
  refused: boolean;
  /** The last question got no answer: what is shown is old. */
  stale: boolean;
}

const EVERY_MS = 30_000;
/** A wall does not hurry when nobody answers. */
const REFUSED_MS = 5 * 60_000;
const PATIENCE_MS = 20_000;
/** The outline changes once in years, the program once in weeks. */
const SELDOM = 20;

class Refused extends Error {}

async function ask<T>(path: string, token: string): Promise<T> {
  const answer = await fetch(path, {
    headers: { authorization: `Bearer ${token}` },
    credentials: 'omit',
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (answer.status === 401) throw new Refused();
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as T;
}

/** Asks each half minute, keeps what it has while nobody answers, and starts anew when there is another version. */
export function useScreen(token: string | undefined): Shown {
  const [shown, setShown] = useState<Shown>({ refused: false, stale: false });
  const round = useRef(0);
  useEffect(() => {
    if (token === undefined) return;
    let timer = 0;
    let ended = false;
    const turn = async (): Promise<void> => {
      let next = EVERY_MS;
      const seldom = round.current++ % SELDOM === 0;
      try {
        const screen = await ask<Screen>('/api/screen', token);
        const ground = seldom ? await ask<Ground>('/api/screen/map', token) : undefined;
        if (!ended) setShown((old) => ({ screen, ground: ground ?? old.ground, refused: false, stale: false }));
        if (seldom && (await newVersion())) window.location.reload();
      } catch (error) {
        const refused = error instanceof Refused;
        if (refused) next = REFUSED_MS;
        // The next turn asks for everything that this one did not get.
        round.current = 0;
        // Figures must not stay on a wall that may not show them any more.
        if (!ended) setShown((old) => (refused ? { refused, stale: false } : { ...old, refused, stale: true }));
      }
      if (!ended) timer = window.setTimeout(() => void turn(), next);
    };
    void turn();
    const online = (): void => {
      window.clearTimeout(timer);
      void turn();
    };
    window.addEventListener('online', online);
    return () => {
      ended = true;
      window.clearTimeout(timer);
      window.removeEventListener('online', online);
    };
  }, [token]);
  return shown;
}
