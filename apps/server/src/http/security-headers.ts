import type { FastifyInstance } from 'fastify';
import { BROWSER_DOOR } from './pages.ts';
import type { Sources } from './source-address.ts';

/**
 * WebAssembly is the codec; blob: and data: are pictures that the page draws itself. Chromium's 'self' covers wss: here. Trusted Types: the
 * pages' one policy lets through the addresses of their own workers (apps/web/src/layout/trusted-scripts.ts), and no markup or script at all.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

/** What of the machine a page may ask the user for. */
const capabilities = ['camera', 'display-capture', 'geolocation', 'microphone'] as const;

/** Only the pages that need one get it, and no page in them. */
const allowed: Readonly<Record<string, readonly (typeof capabilities)[number][]>> = {
  '/hjelper': ['microphone'],
  [BROWSER_DOOR.path]: ['display-capture', 'microphone'],
};

/** @param url of the request, with what may follow its path */
export function permissionsPolicy(url: string): string {
  const path = url.replace(/[?#].*$/s, '').replace(/(?<=.)\/$/, '');
  const given = Object.hasOwn(allowed, path) ? allowed[path] : undefined;
  return capabilities.map((name) => `${name}=(${given?.includes(name) ? 'self' : ''})`).join(', ');
}

/** On every answer. */
export const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  // With the next two a page may share memory with its workers (docs/decisions/0021); everything that a page loads comes from here.
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': permissionsPolicy('/'),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const ONE_YEAR_S = 31_536_000;

/** Puts the security headers on every answer. @param pinTls whether browsers are told to come back by HTTPS only */
export function addSecurityHeaders(app: FastifyInstance, sources: Sources, pinTls: boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    reply.header('permissions-policy', permissionsPolicy(request.url));
    if (pinTls && sources.secure(request.raw))
      reply.header('strict-transport-security', `max-age=${ONE_YEAR_S}`);
  });
}
