const KEY = 'xiaohao.screen';

/**
 * The token of the address, which is taken out of it at once: nobody who looks at the wall, at the list of visited pages
 * or at a bookmark made by chance gets it. It stays in this tab alone.
 */
export function takeToken(): string | undefined {
  const address = new URL(window.location.href);
  const given = address.searchParams.get('token');
  if (given !== null) {
    keep(given);
    address.searchParams.delete('token');
    window.history.replaceState(null, '', address.pathname + address.search);
    return given;
  }
  return kept();
}

function keep(token: string): void {
  try {
    sessionStorage.setItem(KEY, token);
  } catch {
    // Without a store the screen goes on until it is loaded anew.
  }
}

function kept(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}
