import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endReasons, limits, type SessionId } from '@fjernhjelp/protocol/signalling';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../testing/test-server.ts';
import { Store } from './store.ts';

const id = '123456782' as SessionId;
const hash = new Uint8Array(32).fill(7);
const now = 1_800_000_000_000;

async function openStore(folder = temporaryFolder()): Promise<Store> {
  const store = await Store.open(folder);
  onTestFinished(() => store.close());
  return store;
}

test('SG5 an ID in use is not given out, nor one that ended less than a day ago', async () => {
  const store = await openStore();
  const key = await store.openSession(id, hash, now);
  expect(key).toBeTypeOf('number');
  expect(await store.openSession(id, hash, now + 10 * limits.idRestMs)).toBeUndefined();
  await store.endSession(key as number, 'ended-by-user', now);
  expect(await store.openSession(id, hash, now + limits.idRestMs - 1)).toBeUndefined();
  expect(await store.openSession(id, hash, now + limits.idRestMs)).toBeTypeOf('number');
});

test('SG5 of many that want one ID at once, one gets it', async () => {
  const store = await openStore();
  const keys = await Promise.all(Array.from({ length: 20 }, () => store.openSession(id, hash, now)));
  expect(keys.filter((key) => key !== undefined)).toHaveLength(1);
});

test('SG5 the rest of an ID outlasts a restart, and live sessions are found again', async () => {
  const folder = temporaryFolder();
  const first = await openStore(folder);
  const key = await first.openSession(id, hash, now);
  const live = '000000000' as SessionId;
  await first.openSession(live, hash, now);
  await first.endSession(key as number, 'refused', now);
  await first.close();
  await first.close();
  const second = await openStore(folder);
  expect(await second.openSession(id, hash, now + 1)).toBeUndefined();
  const [found, ...more] = await second.liveSessions();
  expect(more).toEqual([]);
  expect(found?.id).toBe(live);
  expect([...(found?.tokenHash ?? [])]).toEqual([...hash]);
});

test('a row is closed once, with whose doing it was for every reason', async () => {
  const store = await openStore();
  for (const [index, reason] of endReasons.entries()) {
    const key = await store.openSession(`${index}` as SessionId, hash, now);
    await store.endSession(key as number, reason, now);
    await store.endSession(key as number, 'internal-error', now + 1);
  }
  expect(await store.liveSessions()).toEqual([]);
});

test('the database is readable by its own account only', async () => {
  const folder = join(temporaryFolder(), 'data');
  await openStore(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'fjernhjelp.sqlite')).mode & 0o777).toBe(0o600);
});

test('a data folder that is a file, and a database that is none, are named', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(Store.open(file)).rejects.toMatchObject({ code: 'data-folder' });
  writeFileSync(
    join(folder, 'fjernhjelp.sqlite'),
    'this is no database, but long enough to be taken for one '.repeat(20),
  );
  await expect(Store.open(folder)).rejects.toMatchObject({ code: 'database' });
});
