import { readFile } from 'node:fs/promises';

interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly {
    readonly type: number;
    readonly params?: { readonly url?: string; readonly initiator?: string; readonly host?: string };
  }[];
}

export interface Asked {
  /** Every address that a page, a worker or a service worker asked for, sockets among them. */
  readonly byPages: readonly string[];
  /** Origins that were looked up for something else than a request of the browser's own. */
  readonly lookedUp: readonly string[];
}

/** What the browser gives for requests that no page made: an address that was typed, and what it asks its maker. */
const NOBODY = 'not an origin';

/**
 * What really left Chromium's network stack, whoever began it; what a page's policy stops does not come so far.
 * @param file of `--log-net-log`, whole once the browser is closed
 * @throws SyntaxError the browser is not closed
 */
export async function readNetLog(file: string): Promise<Asked> {
  const { constants, events } = JSON.parse(await readFile(file, 'utf8')) as NetLog;
  const of = (name: string) => {
    const type = constants.logEventTypes[name];
    if (type === undefined) throw new Error(`this Chromium logs no ${name}`);
    return events.filter((event) => event.type === type).map(({ params }) => params ?? {});
  };
  const requests = of('URL_REQUEST_START_JOB').filter(({ url }) => url !== undefined);
  const own = new Set(
    requests
      .filter(({ initiator = NOBODY }) => initiator === NOBODY)
      .map(({ url = '' }) => new URL(url).origin),
  );
  return {
    byPages: [
      ...new Set(
        requests.filter(({ initiator = NOBODY }) => initiator !== NOBODY).map(({ url = '' }) => url),
      ),
    ],
    lookedUp: [
      ...new Set(
        of('HOST_RESOLVER_MANAGER_REQUEST')
          .map(({ host = '' }) => host)
          .filter((host) => host !== '' && !own.has(host)),
      ),
    ],
  };
}
