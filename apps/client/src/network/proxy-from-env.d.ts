/** The package has no types of its own. */
declare module 'proxy-from-env' {
  /** @returns the proxy's URL, or "" when the address is reached directly */
  export function getProxyForUrl(url: string): string;
}
