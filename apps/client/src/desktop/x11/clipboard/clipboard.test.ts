import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clipboard } from '@fjernhjelp/host';
import type { ClipboardContent } from '@fjernhjelp/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openX11Clipboard } from '../index.ts';
import { until, Xvfb, xvfbMissing } from '../testing/xvfb.ts';

const hasXclip = spawnSync('xclip', ['-version'], { stdio: 'ignore' }).error === undefined;
const missing = xvfbMissing() || (!hasXclip && !process.env['CI'] && 'xclip is not installed');
if (missing) console.warn(`clipboard.test.ts is skipped: ${missing}`);

const MAX_BYTES = 16 * 1024 * 1024;
const utf8 = (text: string) => new TextEncoder().encode(text);
const text = (value: string): ClipboardContent => [{ format: 'text', bytes: utf8(value) }];
/** Nothing that repeats, so that a piece lost or doubled shows. */
const noise = (sizeBytes: number) => {
  const words = new Uint32Array(Math.ceil(sizeBytes / 4));
  let state = 1;
  for (let at = 0; at < words.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    words[at] = state;
  }
  return new Uint8Array(words.buffer, 0, sizeBytes);
};
const isSame = (a: Uint8Array | undefined, b: Uint8Array) => a !== undefined && Buffer.compare(a, b) === 0;

describe.skipIf(missing)('the clipboard of a real X server', () => {
  async function start(patienceMs?: number) {
    const server = await Xvfb.start();
    onTestFinished(() => server.stop());
    const folder = await mkdtemp(join(tmpdir(), 'fjernhjelp-clipboard-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const clipboard = openX11Clipboard(server.name, patienceMs);
    onTestFinished(() => clipboard.close());
    const changes: number[] = [];
    clipboard.listen(() => changes.push(changes.length));
    /** Another program takes the clipboard, and has been heard of. */
    async function copy(bytes: Uint8Array | string, target = 'UTF8_STRING'): Promise<ChildProcess> {
      const file = join(folder, `copied-${changes.length}`);
      await writeFile(file, bytes);
      const before = changes.length;
      const args = ['-quiet', '-selection', 'clipboard', '-t', target, '-i', file];
      const owner = spawn('xclip', args, { env: server.env, stdio: 'ignore' });
      onTestFinished(() => void owner.kill('SIGKILL'));
      await until(() => changes.length > before);
      return owner;
    }
    const paste = (target: string) => server.run('xclip', '-selection', 'clipboard', '-o', '-t', target);
    return { server, clipboard, changes, copy, paste };
  }

  it('reads the paths of files that a file manager has copied, and none of anything else', async () => {
    const { clipboard, copy } = await start();
    expect(await clipboard.readFiles?.()).toEqual([]);
    await copy('file:///home/kari/bl%C3%A5b%C3%A6r.txt\r\nfile:///tmp\r\n', 'text/uri-list');
    expect(await clipboard.readFiles?.()).toEqual(['/home/kari/blåbær.txt', '/tmp']);
    await copy('file:///tmp');
    expect(await clipboard.readFiles?.()).toEqual([]);
  });

  it('reads nothing of what a password manager has marked', async () => {
    const { clipboard, copy } = await start();
    await copy('secret', 'x-kde-passwordManagerHint');
    expect([await clipboard.read(MAX_BYTES), await clipboard.readFiles?.()]).toEqual([[], []]);
  });

  it('reads text, HTML and PNG that another program has copied', async () => {
    const { clipboard, copy } = await start();
    expect(await clipboard.read(MAX_BYTES)).toEqual([]);
    await copy('blåbær 🫐\n');
    expect(await clipboard.read(MAX_BYTES)).toEqual(text('blåbær 🫐\n'));
    await copy('<b>blåbær</b>', 'text/html');
    expect(await clipboard.read(MAX_BYTES)).toEqual([{ format: 'html', bytes: utf8('<b>blåbær</b>') }]);
    await copy(noise(5000), 'image/png');
    expect(await clipboard.read(MAX_BYTES)).toEqual([{ format: 'png', bytes: noise(5000) }]);
    await copy('bl\u00e5b', 'application/x-unknown');
    expect(await clipboard.read(MAX_BYTES)).toEqual([]);
  });

  it('reads 16 MiB in pieces, and of a byte more says that it is too large', async () => {
    const { clipboard, copy } = await start();
    await copy(noise(MAX_BYTES), 'image/png');
    const [part] = (await clipboard.read(MAX_BYTES)) as ClipboardContent;
    expect(isSame(part?.bytes, noise(MAX_BYTES))).toBe(true);
    await copy(noise(MAX_BYTES + 1), 'image/png');
    expect(await clipboard.read(MAX_BYTES)).toBe('too-large');
    await copy('klein');
    expect(await clipboard.read(MAX_BYTES)).toEqual(text('klein'));
  });

  it('gives other programs what was written, in every target that they may ask for', async () => {
    const { clipboard, paste } = await start();
    await clipboard.write([
      { format: 'text', bytes: utf8('blåbær €') },
      { format: 'html', bytes: utf8('<b>blåbær</b>') },
      { format: 'png', bytes: noise(300) },
    ]);
    expect(
      String(await paste('TARGETS'))
        .trim()
        .split('\n'),
    ).toEqual(
      expect.arrayContaining(['TARGETS', 'TIMESTAMP', 'UTF8_STRING', 'STRING', 'text/html', 'image/png']),
    );
    expect(String(await paste('UTF8_STRING'))).toBe('blåbær €');
    expect((await paste('STRING')).toString('latin1')).toBe('blåbær ?');
    expect(String(await paste('text/html'))).toBe('<b>blåbær</b>');
    expect(isSame(await paste('image/png'), noise(300))).toBe(true);
    await expect(paste('image/jpeg')).rejects.toThrow();
  });

  it('gives 16 MiB in pieces, to several at once', async () => {
    const { clipboard, paste } = await start();
    await clipboard.write([{ format: 'png', bytes: noise(MAX_BYTES) }]);
    const got = await Promise.all([paste('image/png'), paste('image/png'), paste('image/png')]);
    expect(got.map((bytes) => isSame(bytes, noise(MAX_BYTES)))).toEqual([true, true, true]);
  });

  it('CB9 does not hear of itself, and loses what it had to the next one who copies', async () => {
    const { clipboard, changes, copy, paste } = await start();
    for (let each = 0; each < 5; each++) await clipboard.write(text(`vårt ${each}`));
    expect(await clipboard.read(MAX_BYTES)).toEqual(text('vårt 4'));
    await copy('deres');
    expect(changes).toHaveLength(1);
    expect(await clipboard.read(MAX_BYTES)).toEqual(text('deres'));
    await clipboard.write(text('vårt igjen'));
    expect(String(await paste('UTF8_STRING'))).toBe('vårt igjen');
    expect(changes).toHaveLength(1);
  });

  it('a program that ends in the middle, or does not answer, ends the reading and nothing else', async () => {
    const { clipboard, copy } = await start(300);
    const owner = await copy(noise(MAX_BYTES), 'image/png');
    owner.kill('SIGSTOP');
    await expect(clipboard.read(MAX_BYTES)).rejects.toThrow('does not answer');
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    await copy('etterpå');
    expect(await clipboard.read(MAX_BYTES)).toEqual(text('etterpå'));
  });

  it('ends a reading and refuses another when it is closed or the server is gone', async () => {
    const { server, clipboard, copy } = await start();
    const owner = await copy(noise(1_000_000), 'image/png');
    owner.kill('SIGSTOP');
    const reading = clipboard.read(MAX_BYTES);
    clipboard.close();
    clipboard.close();
    await expect(reading).rejects.toThrow('closed');
    await expect(clipboard.read(MAX_BYTES)).rejects.toThrow('closed');
    const other: Clipboard = openX11Clipboard(server.name);
    onTestFinished(() => other.close());
    await server.kill();
    await until(() =>
      other.write(text('a')).then(
        () => false,
        (error: Error) => error.message === 'display-lost',
      ),
    );
  });
});
