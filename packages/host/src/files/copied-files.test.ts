import { decodeFiles, encodeUtf8, type Grant } from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { FileTrouble } from '@fjernhjelp/session/transfer';
import { createMemorySource } from '@fjernhjelp/session/transfer/testing';
import { expect, it, vi } from 'vitest';
import { createUserClipboard } from '../clipboard/user-clipboard.ts';
import { createFakeClipboard, createFakePartPorts } from '../testing/index.ts';
import { parseUserCommand } from '../user-command.ts';
import { createCopiedFiles } from './copied-files.ts';
import { createFilesPart } from './files-part.ts';

const paths = ['C:\\Users\\Kari\\brev.txt', '\\\\tjener\\felles\\Rapporter'];

function createScene() {
  const clipboard = createFakeClipboard();
  const failed = vi.fn();
  const source = createMemorySource({ 'brev.txt': 'hei' });
  const open = vi.fn(async (_paths: readonly string[]) => source);
  const copied = createCopiedFiles({ clipboard, open, failed });
  const store = { places: [], open: async () => Promise.reject(new Error()), takeChosen: () => undefined };
  const create = createFilesPart(store, copied);
  let people = 0;

  function enter(...granted: Grant[]) {
    people += 1;
    const ports = createFakePartPorts(createManualClock(), { person: people, granted });
    const part = create(ports);
    part.grantsChanged?.();
    return {
      part,
      ports,
      told: () => ports.sent.map((message) => decodeFiles(message).type),
      copied: () => part.status?.files?.copied,
      press: (copy: number) => part.command?.({ type: 'files-send-copied', person: ports.person, copy }),
      set(...next: Grant[]) {
        ports.granted.clear();
        for (const grant of next) ports.granted.add(grant);
        part.grantsChanged?.();
      },
    };
  }
  return { clipboard, copied, failed, source, open, enter };
}

async function createOffered() {
  const scene = createScene();
  const helper = scene.enter('files-from-user');
  scene.clipboard.takeFiles(paths);
  await vi.waitFor(() => expect(helper.copied()).toBeDefined());
  return { ...scene, helper, copy: helper.copied()?.copy ?? 0 };
}

it('FT9 reads no list of files while nobody may have files', async () => {
  const { clipboard, enter } = createScene();
  const helper = enter('view', 'files-to-user', 'clipboard-from-user');
  clipboard.takeFiles(paths);
  helper.set('files-from-user');
  expect(clipboard.fileReads).toBe(0);
  expect(helper.copied()).toBeUndefined();
});

it('FT9 offers the user what they copied, and tells the helper nothing before the press', async () => {
  const { helper, open, copy } = await createOffered();
  expect(helper.copied()).toEqual({ copy, names: ['brev.txt', 'Rapporter'], count: 2 });
  expect(helper.told()).toEqual([]);
  expect(open).not.toHaveBeenCalled();
  helper.press(copy);
  helper.press(copy);
  await vi.waitFor(() => expect(helper.told()).toContain('offer'));
  expect(open.mock.calls).toEqual([[paths]]);
  expect(helper.copied()).toBeUndefined();
});

it('shows of many the first names, without what hides in them', async () => {
  const { clipboard, helper } = await createOffered();
  clipboard.takeFiles(['/tmp/a\u202Egpj.exe', '/b\\c', '/', '/d', '/e']);
  await vi.waitFor(() =>
    expect(helper.copied()).toMatchObject({ names: ['a_gpj.exe', 'b_c', '_'], count: 5 }),
  );
});

it.each<[string, (scene: Awaited<ReturnType<typeof createOffered>>) => unknown]>([
  [
    'something else is copied',
    ({ clipboard }) => clipboard.take([{ format: 'text', bytes: encodeUtf8('a') }]),
  ],
  ['the grant goes', ({ helper }) => helper.set('view')],
  ['the session ends', ({ helper }) => helper.part.close()],
  [
    'a helper’s copy takes its place',
    ({ clipboard, copied, failed }) =>
      createUserClipboard(clipboard, failed, copied?.forget).place([
        { format: 'text', bytes: encodeUtf8('b') },
      ]),
  ],
])('FT9 it goes away when %s', async (_, happens) => {
  const scene = await createOffered();
  const { helper, open, copy } = scene;
  await happens(scene);
  expect(helper.copied()).toBeUndefined();
  helper.press(copy);
  helper.set('files-from-user');
  helper.press(copy);
  await Promise.resolve();
  expect(open).not.toHaveBeenCalled();
  expect(helper.told()).toEqual([]);
});

it('a press that comes after another copy sends neither', async () => {
  const { clipboard, helper, open, copy } = await createOffered();
  clipboard.takeFiles(['/other']);
  await vi.waitFor(() => expect(helper.copied()?.names).toEqual(['other']));
  helper.press(copy);
  expect(open).not.toHaveBeenCalled();
});

it('goes to the helper for whom the user pressed, and is still offered for the others', async () => {
  const { enter, clipboard, helper } = await createOffered();
  const other = enter('files-from-user');
  clipboard.takeFiles(['/a']);
  await vi.waitFor(() => expect(other.copied()).toBeDefined());
  other.press(other.copied()?.copy ?? 0);
  await vi.waitFor(() => expect(other.told()).toContain('offer'));
  expect(helper.told()).toEqual([]);
  expect(helper.copied()).toBeDefined();
});

it('FT9 sends nothing when the grant goes while the files are opened', async () => {
  const { helper, open, source, copy } = await createOffered();
  const opening = Promise.withResolvers<typeof source>();
  open.mockReturnValueOnce(opening.promise);
  helper.press(copy);
  helper.set();
  opening.resolve(source);
  await vi.waitFor(() => expect(source.isClosed).toBe(true));
  expect(helper.told()).toEqual([]);
});

it('says why they cannot be sent, and lets the user press again', async () => {
  const { helper, open, copy } = await createOffered();
  open.mockRejectedValueOnce(new FileTrouble('not-readable'));
  helper.press(copy);
  await vi.waitFor(() => expect(helper.copied()?.problem).toBe('not-readable'));
  helper.press(copy);
  await vi.waitFor(() => expect(helper.told()).toContain('offer'));
});

it('a clipboard that cannot be read offers nothing', async () => {
  const { clipboard, helper, failed } = await createOffered();
  vi.spyOn(clipboard, 'readFiles').mockRejectedValueOnce(new Error('held'));
  clipboard.takeFiles(['/a']);
  expect(helper.copied()).toBeUndefined();
  await vi.waitFor(() => expect(failed).toHaveBeenCalled());
  clipboard.takeFiles(['/b']);
  await vi.waitFor(() => expect(helper.copied()?.names).toEqual(['b']));
});

it('the command names one copy', () => {
  expect(parseUserCommand('{"type":"files-send-copied","person":1,"copy":2,"path":"/etc"}')).toEqual({
    type: 'files-send-copied',
    person: 1,
    copy: 2,
  });
  expect(parseUserCommand('{"type":"files-send-copied","person":1}')).toBeUndefined();
});
