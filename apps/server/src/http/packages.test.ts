import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TestServer, temporaryFolder } from '../testing/test-server.ts';
import { parseRange } from './range.ts';

const content = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
const file = 'fjernhjelp-0.1.0-windows-x64.zip';
const sha256 = createHash('sha256').update(content).digest('hex');
const entry = { system: 'windows-x64', file, sizeBytes: content.length, sha256, signer: 'Kommune AS' };
const manifest = { version: '0.1.0', edition: '0.1.0 (abc)', protocolVersion: 1, packages: [entry] };

function packagesFolder(given: unknown = manifest): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, file), content);
  writeFileSync(join(folder, 'secret.txt'), 'x');
  writeFileSync(join(folder, 'packages.json'), typeof given === 'string' ? given : JSON.stringify(given));
  return folder;
}

test('says what there is to fetch, and nothing when nothing is offered', async () => {
  const server = await TestServer.start({ packagesFolder: packagesFolder() });
  const answer = await fetch(`${server.url}/api/packages`);
  expect(await answer.json()).toEqual({ version: '0.1.0', packages: [entry] });
  expect(answer.headers.get('cache-control')).toBe('no-cache');
  const other = await TestServer.start();
  expect(await (await fetch(`${other.url}/api/packages`)).json()).toEqual({ version: null, packages: [] });
});

test('serves a package whole, in part, and not at all to whom has it', async () => {
  const server = await TestServer.start({ packagesFolder: packagesFolder() });
  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${server.url}/packages/${file}`, { headers, method });
  const bytes = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

  const whole = await get();
  expect(whole.status).toBe(200);
  expect(await bytes(whole)).toEqual(content);
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'accept-ranges': 'bytes',
    'content-disposition': `attachment; filename="${file}"`,
    'content-length': '1000',
    'content-type': 'application/octet-stream',
    etag: `"${sha256}"`,
    'x-content-type-options': 'nosniff',
  });

  const part = await get({ range: 'bytes=10-19', 'if-range': `"${sha256}"` });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 10-19/1000');
  expect(await bytes(part)).toEqual(content.subarray(10, 20));
  expect(await bytes(await get({ range: 'bytes=-5' }))).toEqual(content.subarray(995));
  expect((await get({ range: 'bytes=10-19', 'if-range': '"older"' })).status).toBe(200);
  const beyond = await get({ range: 'bytes=1000-' });
  expect(beyond.status).toBe(416);
  expect(beyond.headers.get('content-range')).toBe('bytes */1000');

  expect((await get({ 'if-none-match': `"${sha256}"` })).status).toBe(304);
  const head = await get({}, 'HEAD');
  expect(head.headers.get('content-length')).toBe('1000');
  expect(await bytes(head)).toEqual(Buffer.alloc(0));
});

test('serves what was there at the start, and only what the manifest names', async () => {
  const folder = packagesFolder();
  const server = await TestServer.start({ packagesFolder: folder });
  for (const name of ['secret.txt', 'packages.json', 'other.zip', '..%2fdata', '%2e%2e', 'constructor']) {
    expect((await fetch(`${server.url}/packages/${name}`)).status, name).toBe(404);
  }
  rmSync(join(folder, file));
  writeFileSync(join(folder, file), 'another');
  const answer = await fetch(`${server.url}/packages/${file}`);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(content);
});

test.each([
  ['packages-manifest', 'not JSON'],
  ['packages-manifest', {}],
  ['packages-manifest', { ...manifest, packages: [{ ...entry, file: '../secret.txt' }] }],
  ['packages-manifest', { ...manifest, packages: [entry, entry] }],
  ['package-differs', { ...manifest, packages: [{ ...entry, sha256: '0'.repeat(64) }] }],
  ['package-differs', { ...manifest, packages: [{ ...entry, sizeBytes: 999 }] }],
  ['package-differs', { ...manifest, packages: [{ ...entry, file: 'missing.zip' }] }],
])('%s stops the start', async (code, given) => {
  await expect(TestServer.start({ packagesFolder: packagesFolder(given) })).rejects.toMatchObject({ code });
});

test('a range is always within the file', () => {
  const header = fc.oneof(
    fc.string(),
    fc.tuple(fc.nat(), fc.nat()).map(([first, last]) => `bytes=${first}-${last}`),
    fc.nat().map((first) => `bytes=${first}-`),
    fc.nat().map((length) => `bytes=-${length}`),
  );
  fc.assert(
    fc.property(header, fc.integer({ min: 1, max: 5000 }), (text, size) => {
      const range = parseRange(text, size);
      if (range === undefined || range === 'unsatisfiable') return;
      expect(range.first).toBeGreaterThanOrEqual(0);
      expect(range.last).toBeGreaterThanOrEqual(range.first);
      expect(range.last).toBeLessThan(size);
    }),
  );
});
