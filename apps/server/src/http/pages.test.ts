import { once } from 'node:events';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { TestServer, temporaryFolder } from '../testing/test-server.ts';

function builtPages(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><head><title>portal</title></head>');
  writeFileSync(join(folder, 'console.html'), '<!doctype html><head><title>console</title></head>');
  writeFileSync(join(folder, 'share.html'), '<!doctype html><head><title>share</title></head>');
  writeFileSync(join(folder, 'assets', 'main-1a2b3c.js'), 'export {};');
  writeFileSync(join(folder, '.secret'), 'x');
  return folder;
}

test('serves the portal on /, the console on /hjelper and the browser door on /del, not cached', async () => {
  const server = await TestServer.start({ webFolder: builtPages() });
  for (const [path, title] of [
    ['/', 'portal'],
    ['/hjelper', 'console'],
    ['/hjelper/', 'console'],
    ['/del', 'share'],
    ['/del/', 'share'],
  ]) {
    const answer = await fetch(server.url + path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(await answer.text()).toContain(`<title>${title}</title>`);
  }
});

test('pages that are built anew are served anew, the one for what is not there as well', async () => {
  const webFolder = builtPages();
  writeFileSync(join(webFolder, 'not-found.html'), '<head><title>gone</title></head>');
  const server = await TestServer.start({ webFolder });
  for (const [path, file] of [
    ['/', 'index.html'],
    ['/no-such', 'not-found.html'],
  ] as const) {
    expect(await (await fetch(server.url + path)).text()).not.toContain('<title>newer</title>');
    writeFileSync(join(webFolder, file), '<head><title>newer</title></head>');
    // A file system may know the time only by the second.
    utimesSync(join(webFolder, file), 2_000_000_000, 2_000_000_000);
    expect(await (await fetch(server.url + path)).text()).toContain('<title>newer</title>');
  }
  rmSync(join(webFolder, 'not-found.html'));
  const between = await fetch(`${server.url}/no-such`, { headers: { 'Accept-Language': 'en' } });
  expect(between.status).toBe(404);
  expect(await between.text()).toContain('This page does not exist');
});

test('assets are cached for good, and unknown ones are not', async () => {
  const server = await TestServer.start({ webFolder: builtPages() });
  const found = await fetch(`${server.url}/assets/main-1a2b3c.js`);
  expect(found.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(found.headers.get('content-type')).toMatch(/javascript/);
  const missing = await fetch(`${server.url}/assets/other.js`);
  expect(missing.status).toBe(404);
  expect(missing.headers.get('cache-control')).toBe('no-store');
});

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['identity', null],
])('a script goes to a browser that takes “%s” as the build packed it', async (taken, encoding) => {
  const webFolder = builtPages();
  const script = join(webFolder, 'assets', 'main-1a2b3c.js');
  writeFileSync(`${script}.br`, brotliCompressSync('export {};'));
  writeFileSync(`${script}.gz`, gzipSync('export {};'));
  const server = await TestServer.start({ webFolder });
  const answer = await fetch(`${server.url}/assets/main-1a2b3c.js`, {
    headers: { 'Accept-Encoding': taken },
  });
  expect(answer.headers.get('content-encoding')).toBe(encoding);
  expect(answer.headers.get('vary')).toBe('accept-encoding');
  expect(answer.headers.get('content-type')).toMatch(/javascript/);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(await answer.text()).toBe('export {};');
});

test.each([
  ['nb', 'Denne siden finnes ikke'],
  ['nn', 'Denne sida finst ikkje'],
  ['en', 'This page does not exist'],
])('a page that is not there says so in %s', async (language, sentence) => {
  const server = await TestServer.start({ webFolder: builtPages() });
  for (const path of ['/no-such', '/.secret', '/..%2f..%2fetc%2fpasswd', '/api/host']) {
    const answer = await fetch(server.url + path, { headers: { 'Accept-Language': language } });
    expect(answer.status, path).toBe(404);
    expect(await answer.text()).toContain(sentence);
  }
});

test.each([
  ['nb', 'forstår ikke denne adressen', 'Noe gikk galt'],
  ['nn', 'forstår ikkje denne adressa', 'Noko gjekk gale'],
  ['en', 'does not understand this address', 'Something went wrong'],
])('what else goes wrong is said in %s, too, and not why', async (language, unclear, failed) => {
  const webFolder = builtPages();
  const server = await TestServer.start({ webFolder });
  rmSync(join(webFolder, 'console.html'));
  for (const [path, code, sentence] of [
    ['/%E0%A4', 400, unclear],
    ['/hjelper', 500, failed],
  ] as const) {
    const answer = await fetch(server.url + path, { headers: { 'Accept-Language': language } });
    expect(answer.status).toBe(code);
    const text = await answer.text();
    expect(text).toMatch(new RegExp(`^${code} – .*${sentence}`));
    expect(text).not.toContain(webFolder);
  }
});

test('where a page for that is built, it is shown, with the sentence in it for a browser without scripts', async () => {
  const webFolder = builtPages();
  writeFileSync(
    join(webFolder, 'not-found.html'),
    '<!doctype html><html lang="nb"><head><link rel="stylesheet" href="/a.css"></head><body><div id="page"></div></body></html>',
  );
  const server = await TestServer.start({ webFolder, operatorName: 'Prøvekommunen' });
  const answer = await fetch(`${server.url}/no-such`, { headers: { 'Accept-Language': 'nn' } });
  expect(answer.status).toBe(404);
  const page = await answer.text();
  for (const part of [
    '<html lang="nn">',
    'href="/a.css"',
    'Prøvekommunen',
    '<div id="page"><main>',
    'Denne sida finst ikkje',
  ])
    expect(page).toContain(part);
});

test('a request that offers another protocol is answered in this one', async () => {
  const server = await TestServer.start();
  const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABk' };
  const offer = request(`${server.url}/health/live`, { headers }).end();
  const [answer] = (await once(offer, 'response')) as [IncomingMessage];
  expect(answer.resume().statusCode).toBe(200);
});

test('every answer carries the security headers, and HSTS only over TLS', async () => {
  const server = await TestServer.start({ webFolder: builtPages(), trustedProxies: ['127.0.0.1'] });
  for (const path of ['/', '/hjelper', '/assets/main-1a2b3c.js', '/no-such', '/health/live', '/%E0%A4']) {
    const { headers } = await fetch(server.url + path);
    expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
    expect(headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('strict-transport-security')).toBeNull();
  }
  const proxied = await fetch(server.url, { headers: { 'X-Forwarded-Proto': 'https' } });
  expect(proxied.headers.get('strict-transport-security')).toBe('max-age=31536000');
});

test('only the browser door may ask for the screen, only where people talk for the microphone, and no page for the camera', async () => {
  const server = await TestServer.start({ webFolder: builtPages() });
  for (const [path, screen, microphone] of [
    ['/', '()', '()'],
    ['/hjelper', '()', '(self)'],
    ['/hjelper?id=1', '()', '(self)'],
    ['/console.html', '()', '()'],
    ['/assets/main-1a2b3c.js', '()', '()'],
    ['/no-such', '()', '()'],
    ['/delx', '()', '()'],
    ['/constructor', '()', '()'],
    ['/del', '(self)', '(self)'],
    ['/del/', '(self)', '(self)'],
    ['/del?lang=nn', '(self)', '(self)'],
  ]) {
    const policy = (await fetch(server.url + path)).headers.get('permissions-policy');
    expect(policy, path).toContain(`display-capture=${screen}`);
    expect(policy, path).toContain(`microphone=${microphone}`);
    expect(policy, path).toContain('camera=()');
  }
});

test('pages that are not built stop the start, naming the folder', async () => {
  const webFolder = temporaryFolder();
  await expect(TestServer.start({ webFolder })).rejects.toMatchObject({ code: 'web-folder' });
});

test('health: live while it runs, ready while it can write', async () => {
  const server = await TestServer.start();
  for (const path of ['/health/live', '/health/ready']) {
    const answer = await fetch(server.url + path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ status: 'ok' });
  }
  server.lockStore();
  const locked = await fetch(`${server.url}/health/ready`);
  expect(locked.status).toBe(503);
  expect(await locked.json()).toEqual({ status: 'store' });
  expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
});
