/**
 * What the user's Internet settings say of proxies ("Proxy server" and "Do not use for", as WinHTTP and WinINet write them; WinHTTP,
 * WINHTTP_PROXY_INFO).
 */

/**
 * @param list "proxy:8080", or one for each kind: "http=a:80;https=b:443"; spaces and semicolons part them
 * @param protocol of the server: "http:" or "https:"
 * @returns the first that serves the protocol; undefined when there is none, or none that is a web proxy
 */
export function proxyInList(list: string, protocol: string): URL | undefined {
  const entries = list.split(/[;\s]+/).filter(Boolean);
  const own = entries.find((entry) => entry.toLowerCase().startsWith(`${protocol.slice(0, -1)}=`));
  const general = entries.find((entry) => !entry.includes('='));
  const written = own === undefined ? general : own.slice(own.indexOf('=') + 1);
  if (written === undefined || written === '') return undefined;
  const proxy = URL.parse(written.includes('://') ? written : `http://${written}`);
  return proxy !== null && (proxy.protocol === 'http:' || proxy.protocol === 'https:') ? proxy : undefined;
}

/**
 * @param bypass names with `*`, addresses, and "<local>" for all names without a dot, parted by semicolons or spaces
 * @returns whether the server is reached without the proxy
 */
export function isBypassed(server: URL, bypass: string): boolean {
  const host = server.hostname.toLowerCase();
  return bypass
    .toLowerCase()
    .split(/[;\s]+/)
    .filter(Boolean)
    .some((entry) => (entry === '<local>' ? !host.includes('.') : fits(server, entry)));
}

function fits(server: URL, entry: string): boolean {
  const [, scheme, pattern = '', port] =
    /^(?:([a-z]+):\/\/)?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
  if (scheme !== undefined && `${scheme}:` !== server.protocol) return false;
  if (port !== undefined && port !== portOf(server)) return false;
  return matches(pattern, server.hostname.toLowerCase());
}

function portOf(server: URL): string {
  return server.port || (server.protocol === 'https:' ? '443' : '80');
}

/** `*` stands for any letters; walked without going back, so that no pattern takes long. */
function matches(pattern: string, host: string): boolean {
  const parts = pattern.split('*');
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (parts.length === 1) return host === pattern;
  if (!host.startsWith(first) || !host.endsWith(last) || host.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = host.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= host.length - last.length;
}
