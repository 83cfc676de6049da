import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProfileFolder, removeStaleProfiles } from './profile-folder.ts';

let parent: string;
let deadProcess: number;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'profiles-'));
  const child = spawn('true');
  deadProcess = child.pid!;
  await new Promise((resolve) => child.on('exit', resolve));
});
afterEach(() => rm(parent, { recursive: true }));

describe('profiles of browsers', () => {
  it('of clients that were killed are removed; of living clients and browsers, and all else, are not', async () => {
    const mine = basename(createProfileFolder(parent));
    const stale = `fjernhjelp-${deadProcess}-abc123`;
    const stillShown = `fjernhjelp-${deadProcess}-def456`;
    for (const name of [stale, stillShown, 'fjernhjelp-mine', 'other']) await mkdir(join(parent, name));
    await symlink(`machine-${deadProcess}`, join(parent, stale, 'SingletonLock'));
    await symlink(`machine-${process.pid}`, join(parent, stillShown, 'SingletonLock'));
    await removeStaleProfiles(parent);
    expect((await readdir(parent)).sort()).toEqual([mine, stillShown, 'fjernhjelp-mine', 'other'].sort());
  });
});
