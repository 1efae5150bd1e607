const SCRIPT = /\/assets\/screen-[\w-]+\.js/;

/** The names of scripts carry their content: another one in the page means that the program has changed. */
export async function newVersion(): Promise<boolean> {
  const mine = [...document.scripts].map(({ src }) => SCRIPT.exec(src)?.[0]).find((name) => name !== undefined);
  if (mine === undefined) return false;
  try {
    const answer = await fetch('/screen', { cache: 'no-cache', credentials: 'omit' });
    const theirs = answer.ok ? SCRIPT.exec(await answer.text())?.[0] : undefined;
    return theirs !== undefined && theirs !== mine;
  } catch {
    // No answer says nothing about versions.
    return false;
  }
}
