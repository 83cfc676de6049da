const KEY = 'fjernhjelp.window-token';

/**
 * Takes the client's secret out of the address bar, where somebody could read it, and keeps it for a reload of this tab.
 * @returns null when this page was not opened by the client
 */
export function takeToken(): string | null {
  const given = location.hash.slice(1);
  if (given === '') return sessionStorage.getItem(KEY);
  history.replaceState(null, '', location.pathname + location.search);
  sessionStorage.setItem(KEY, given);
  return given;
}
