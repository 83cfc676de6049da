import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import proxyAddress from '@fastify/proxy-addr';

/** What a request says about where it came from, believing only the proxies that the settings name. */
export interface Sources {
  /** @returns the address that asked, as the rate limits count it: an IPv4 address or an IPv6 /64 network; undefined when its socket is gone */
  keyOf(request: IncomingMessage): string | undefined;
  /** @returns whether the browser's end speaks TLS, to us or to the proxy */
  secure(request: IncomingMessage): boolean;
  /** @returns the name and port that the browser asked for */
  hostOf(request: IncomingMessage): string | undefined;
}

export function createSources(trustedProxies: readonly string[]): Sources {
  const trust = proxyAddress.compile([...trustedProxies]);
  const fromProxy = (request: IncomingMessage) => trust(request.socket.remoteAddress ?? '', 0);
  const forwarded = (request: IncomingMessage, name: string) => {
    const value = fromProxy(request) ? request.headers[name] : undefined;
    // The nearest proxy's word is the last one; what stands before it, anybody may have sent.
    return (Array.isArray(value) ? value.join() : value)?.split(',').at(-1)?.trim();
  };
  return {
    keyOf(request) {
      const { remoteAddress } = request.socket;
      if (remoteAddress === undefined) return undefined;
      const hops = [remoteAddress, ...forwardedFor(request).reverse()];
      return networkOf(hops.find((hop) => !trust(hop, 0)) ?? hops.at(-1) ?? remoteAddress);
    },
    secure: (request) =>
      request.socket instanceof TLSSocket ||
      forwarded(request, 'x-forwarded-proto')?.toLowerCase() === 'https',
    hostOf: (request) => forwarded(request, 'x-forwarded-host') ?? request.headers.host,
  };
}

/** @returns what X-Forwarded-For says, the nearest last; some proxies put the port beside the address */
function forwardedFor({ headers }: IncomingMessage): string[] {
  const parts = String(headers['x-forwarded-for'] ?? '').split(',');
  return parts
    .map((part) =>
      part
        .trim()
        .replace(/^\[(.+)\](:\d+)?$/, '$1')
        .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1'),
    )
    .filter((part) => part !== '');
}

/** An IPv6 customer has a whole /64 to choose addresses from, so that is what counts as one. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(zeros).fill('0'), ...last].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
