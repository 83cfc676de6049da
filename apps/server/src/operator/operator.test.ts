import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TestServer, temporaryFolder } from '../testing/test-server.ts';
import { MAX_LOGO_BYTES } from './logo.ts';

function pages(files: readonly string[] = ['index.html', 'console.html']): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  for (const file of files) writeFileSync(join(folder, file), '<!doctype html><head></head><body></body>');
  return folder;
}

function logo(content: string | Buffer): string {
  const file = join(temporaryFolder(), 'logo');
  writeFileSync(file, content);
  return file;
}

const shownIn = (html: string) =>
  JSON.parse(
    /<script type="application\/json" id="operator">(.*?)<\/script>/.exec(html)?.[1] ?? '',
  ) as unknown;

test('a page says whose it is, in its head, and its colours come before anything is shown', async () => {
  const server = await TestServer.start({
    webFolder: pages(),
    operatorName: 'Vestbygd </script><script>alert(1)</script>',
    operatorColor: '#7a1f5c',
    operatorSite: 'https://www.vestbygd.example',
    operatorContact: 'hjelp@vestbygd.example',
    operatorLinks: [{ text: 'Personvern', url: 'https://www.vestbygd.example/personvern' }],
  });
  for (const path of ['/', '/hjelper']) {
    const html = await (await fetch(server.url + path)).text();
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(shownIn(html)).toEqual({
      name: 'Vestbygd </script><script>alert(1)</script>',
      site: 'https://www.vestbygd.example',
      contact: { text: 'hjelp@vestbygd.example', url: 'mailto:hjelp@vestbygd.example' },
      links: [{ text: 'Personvern', url: 'https://www.vestbygd.example/personvern' }],
      doors: ['client', 'package'],
      browserDoor: { longestMinutes: 480, idleMinutes: 60 },
    });
    const [, address = ''] = /<link rel="stylesheet" href="(.*?)">/.exec(html) ?? [];
    const css = await fetch(server.url + address);
    expect(css.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(css.headers.get('cache-control')).toContain('immutable');
    expect(await css.text()).toContain('--ds-color-accent-base-default: #7a1f5c;');
  }
});

test('without settings the pages are as they are built; sharing in the browser is offered where its page is', async () => {
  const server = await TestServer.start({
    webFolder: pages(['index.html', 'share.html']),
    doors: ['browser', 'client'],
    browserDoorLongestMinutes: 90,
    browserDoorIdleMinutes: 0,
  });
  const html = await (await fetch(server.url)).text();
  expect(html).not.toContain('stylesheet');
  expect(shownIn(html)).toEqual({
    links: [],
    doors: ['browser', 'client'],
    browserDoor: { longestMinutes: 90, idleMinutes: 0 },
  });
  expect((await fetch(`${server.url}/del`)).status).toBe(200);
  expect((await fetch(`${server.url}/hjelper`)).status).toBe(404);
});

test.each([
  [
    'image/svg+xml',
    '<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  ],
  ['image/png', Buffer.from('89504e470d0a1a0a0000', 'hex')],
  ['image/jpeg', Buffer.from('ffd8ffe000104a46', 'hex')],
  ['image/webp', Buffer.from('524946460000000057454250', 'hex')],
])('a logo is served as %s, and as a document it can do nothing', async (type, content) => {
  const server = await TestServer.start({ webFolder: pages(), operatorLogoFile: logo(content) });
  const shown = shownIn(await (await fetch(server.url)).text()) as { logo: string };
  const answer = await fetch(server.url + shown.logo);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(type);
  expect(answer.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  );
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(content));
});

test('there is no logo where none is set', async () => {
  const server = await TestServer.start({ webFolder: pages() });
  expect((await fetch(`${server.url}/operator/logo`)).status).toBe(404);
});

test.each([
  ['is missing', undefined],
  ['is a page', '<!doctype html><html><svg></svg></html>'],
  ['is empty', ''],
  ['is too large', `<svg>${' '.repeat(MAX_LOGO_BYTES)}</svg>`],
])('a logo that %s stops the start, in one sentence', async (_what, content) => {
  const operatorLogoFile = content === undefined ? '/no/such/logo.svg' : logo(content);
  const failed = TestServer.start({ webFolder: pages(), operatorLogoFile });
  await expect(failed).rejects.toMatchObject({ code: 'logo' });
});
