import { useSyncExternalStore } from 'react';

const narrow = window.matchMedia('(max-width: 767px)');

const subscribe = (changed: () => void): (() => void) => {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
};

/** One column, cards instead of tables, larger targets. */
export const useIsPhone = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
