/** The Trusted Types API, not in TypeScript's DOM. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

/** Vite puts every script and worker there, with a hash in its name; the console's service worker has one address for good. */
const OWN_SCRIPTS = /^\/(?:assets\/[\w.-]+|service-worker)\.js$/;

/**
 * The page's only policy for what may become script: the addresses of its own workers. Markup and script texts have no way in, so
 * a sink that takes one throws (the server's Content-Security-Policy). Does nothing where the browser has no Trusted Types.
 */
export function trustOwnScripts(page: { origin: string; trustedTypes?: TrustedTypes | undefined }): void {
  page.trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      const { origin, pathname } = new URL(url, page.origin);
      if (origin === page.origin && OWN_SCRIPTS.test(pathname)) return url;
      throw new TypeError(`no script of this page: ${url}`);
    },
  });
}
