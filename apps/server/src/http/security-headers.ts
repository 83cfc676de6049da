import type { FastifyInstance } from 'fastify';
import type { Sources } from './source-address.ts';

/** WebAssembly is the codec; blob: and data: are pictures that the page draws itself. Chromium's 'self' covers wss: here. */
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
].join('; ');

/** On every answer. */
export const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** On top, where two people may talk with each other. */
export const headersToTalk = {
  'permissions-policy': securityHeaders['permissions-policy'].replace('microphone=()', 'microphone=(self)'),
};

const ONE_YEAR_S = 31_536_000;

/** Puts the security headers on every answer. @param pinTls whether browsers are told to come back by HTTPS only */
export function addSecurityHeaders(app: FastifyInstance, sources: Sources, pinTls: boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    if (pinTls && sources.secure(request.raw))
      reply.header('strict-transport-security', `max-age=${ONE_YEAR_S}`);
  });
}
