import { derived, Live } from './live';

/** Whether the last call got an answer; a phone may believe that it has a network when there is none. */
const answered = new Live(true);
const hasNetwork = new Live(true);

/** Called after each call of the API. */
export const noteContact = (got: boolean): void => answered.set(got);

/** Whether the server is likely to answer. */
export const online = derived([answered, hasNetwork], () => answered.get() && hasNetwork.get());

/** Watches the phone's own opinion. A network that comes back deserves a new try. */
export function watchNetwork(): void {
  hasNetwork.set(navigator.onLine);
  window.addEventListener('online', () => {
    hasNetwork.set(true);
    answered.set(true);
  });
  window.addEventListener('offline', () => hasNetwork.set(false));
}
