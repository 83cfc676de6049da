import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from './entry.ts';
import { tarGz } from './tar.ts';
import { zip } from './zip.ts';

const time = new Date(Date.UTC(2026, 10, 25, 20, 41, 30));
const entries: Entry[] = [
  { path: 'program', bytes: Buffer.from('#!/bin/sh\n'), executable: true },
  { path: 'pages/æøå.html', bytes: Buffer.alloc(1000, 'a') },
  { path: 'empty', bytes: Buffer.alloc(0) },
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.each([
  ['zip', zip, (file: string) => execFileSync('unzip', ['-q', file, '-d', folder])],
  ['tar.gz', tarGz, (file: string) => execFileSync('tar', ['-xzf', file, '-C', folder])],
] as const)('%s', (_kind, pack, unpack) => {
  it('is unpacked by the system’s own tool: content, mode and time', async () => {
    const file = join(folder, 'archive');
    writeFileSync(file, await pack('F', entries, time));
    process.env['TZ'] = 'UTC';
    unpack(file);
    for (const { path, bytes, executable } of entries) {
      const unpacked = join(folder, 'F', path);
      expect(Buffer.compare(readFileSync(unpacked), bytes)).toBe(0);
      expect(statSync(unpacked).mode & 0o777).toBe(executable ? 0o755 : 0o644);
      expect(statSync(unpacked).mtime).toEqual(time);
    }
  });

  it('is the same bytes in whatever order the entries come', async () => {
    const [one, other] = await Promise.all([pack('F', entries, time), pack('F', entries.toReversed(), time)]);
    expect(Buffer.compare(one, other)).toBe(0);
  });
});
