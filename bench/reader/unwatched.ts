import type { Page } from 'playwright-core';

/** What of Playwright's server half is needed here: a session for the page and each of its workers. */
interface Watched {
  readonly delegate: {
    readonly _networkManager: {
      readonly _sessions: ReadonlyMap<{ send(method: 'Network.disable'): Promise<void> }, unknown>;
    };
  };
}

/**
 * From here on the browser tells Playwright nothing of the page's network. Else every message of a WebSocket goes to it in
 * base64, for which browser, page and this process need cores that are measured. There is no public way to say so
 * (playwright-core 1.65.1, `CRNetworkManager`).
 */
export async function stopWatchingNetwork(page: Page): Promise<void> {
  const { _connection } = page as unknown as { _connection: { toImpl(page: Page): Watched } };
  const { _sessions } = _connection.toImpl(page).delegate._networkManager;
  await Promise.all([..._sessions.keys()].map((session) => session.send('Network.disable')));
}
