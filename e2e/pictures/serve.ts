import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** As the server has them (apps/server/src/http/pages.ts). */
const pages: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/del': 'share.html',
  '/guide': 'guide.html',
  '/hjelper': 'console.html',
  '/tilgjengelighet': 'accessibility.html',
};

/** The policy that the pages have to live with. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

/** What the start page offers: a package for each system. */
const packages = {
  version: '0.1.0',
  packages: [
    {
      system: 'windows-x64',
      file: 'fjernhjelp-0.1.0-windows-x64.zip',
      sizeBytes: 35_260_000,
      signer: 'Vestbygd kommune',
    },
    { system: 'linux-x64', file: 'fjernhjelp-0.1.0-linux-x64.tar.gz', sizeBytes: 43_700_000, signer: null },
  ].map((offered) => ({
    ...offered,
    sha256: '9528ef223d9d01dce4a3f8a3bdea5d45144474f959ff93bb1e03011ec854b564',
  })),
};

/**
 * Serves a folder of built pages on the loopback interface.
 * @param before is waited for before a request is answered
 */
export async function servePages(
  folder: string,
  before: (request: IncomingMessage) => Promise<void> = async () => {},
): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    await before(request);
    if (request.url === '/api/packages') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(packages));
      return;
    }
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(folder, pages[path] ?? path);
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': contentSecurityPolicy,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
