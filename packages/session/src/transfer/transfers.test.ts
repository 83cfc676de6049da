import {
  encodeFiles,
  type FileProblem,
  type FilesMessage,
  limits,
  ProtocolViolation,
} from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../testing/index.ts';
import { until } from '../testing/test-scene.ts';
import { isOver } from './status.ts';
import { createGeneratedSource, createMemorySource, createMemoryTarget } from './testing/index.ts';
import { createTransferScene } from './testing/transfer-scene.ts';
import { createTransfers } from './transfers.ts';

const text = (target: ReturnType<typeof createMemoryTarget>, path: string) =>
  new TextDecoder().decode(target.files.get(path));

describe('a transfer', () => {
  it('FT2–FT6 brings files, folders, empty files and their names, and is done at both ends', async () => {
    const scene = createTransferScene();
    const large = createSeededRandom(7)(700_000);
    const source = createMemorySource({
      'brev.txt': 'Hei på deg',
      'Rapporter/2026/stor.bin': large,
      'Rapporter/tom.txt': '',
      'Tom mappe/': '',
    });
    const { target } = await scene.begin(source);
    await scene.bothOver();
    expect(text(target, 'brev.txt')).toBe('Hei på deg');
    expect(target.files.get('Rapporter/2026/stor.bin')).toEqual(large);
    expect(target.files.get('Rapporter/tom.txt')?.length).toBe(0);
    expect([...target.folders].sort()).toEqual(['Rapporter', 'Rapporter/2026', 'Tom mappe']);
    for (const status of [scene.sent(), scene.got()])
      expect(status).toMatchObject({
        state: 'done',
        files: 3,
        folders: 1,
        doneFiles: 3,
        doneBytes: 700_011,
        totalBytes: 700_011,
        failedCount: 0,
        renamedCount: 0,
      });
    expect(scene.got().place).toBe('/memory');
    expect(target.isClosed).toBe(true);
    expect(target.unfinished).toBe(0);
    expect(source.isClosed).toBe(true);
  });

  it('FT4 sends no byte of a file before the receiver’s person has agreed, and none when they decline', async () => {
    const scene = createTransferScene();
    let reads = 0;
    const source = {
      ...createGeneratedSource(1000),
      async read() {
        reads++;
        return new Uint8Array(1);
      },
    };
    scene.left.offer(source);
    await scene.state('offered');
    expect(scene.got().list).toEqual([{ kind: 'file', sizeBytes: 1000, path: 'large.bin' }]);
    expect(reads).toBe(0);
    scene.right.decline(1);
    await scene.bothOver();
    expect(reads).toBe(0);
    expect(scene.sent()).toMatchObject({ state: 'over', problem: 'declined' });
  });

  it('FT5 tells both ends which files have another name, and writes over nothing', async () => {
    const scene = createTransferScene();
    const target = createMemoryTarget();
    target.files.set('brev.txt', new Uint8Array([1]));
    target.folders.add('Mappe');
    await scene.begin(
      createMemorySource({ 'brev.txt': 'nytt', '../ut.txt': 'x', NUL: 'y', 'Mappe/a': '1', 'mappe/A': '2' }),
      target,
    );
    await scene.bothOver();
    expect([...target.files.get('brev.txt')!]).toEqual([1]);
    expect([...target.files.keys()].sort()).toEqual(
      ['brev.txt', 'brev (1).txt', '__/ut.txt', '_NUL', 'Mappe (1)/a', 'mappe (1) (1)/A'].sort(),
    );
    expect(scene.sent().renamed).toEqual(scene.got().renamed);
    expect(scene.sent().renamed).toContainEqual({ path: 'brev.txt', storedPath: 'brev (1).txt' });
    expect(scene.sent().renamedCount).toBe(5);
  });

  it('FT4 gives up what cannot be read or has become shorter, and goes on with the rest', async () => {
    const scene = createTransferScene();
    const source = createMemorySource({ a: 'a', borte: 'bbbb', kortere: 'c'.repeat(600_000), d: 'd' });
    source.unreadable.add('borte');
    source.shorterBytes.set('kortere', 10);
    const { target } = await scene.begin(source);
    await scene.bothOver();
    expect([...target.files.keys()]).toEqual(['a', 'd']);
    expect(target.unfinished).toBe(0);
    for (const status of [scene.sent(), scene.got()]) {
      expect(status).toMatchObject({ state: 'done', doneFiles: 2, failedCount: 2 });
      expect(status.failed).toEqual([
        { path: 'borte', problem: 'not-readable' },
        { path: 'kortere', problem: 'not-readable' },
      ]);
    }
  });

  it('FT5 keeps no file whose SHA-256 is not the sender’s', async () => {
    const scene = createTransferScene();
    const damaged = createMemoryTarget();
    scene.left.offer(createMemorySource({ a: 'ekte', b: 'b' }));
    await scene.state('offered');
    await scene.right.accept(1, {
      ...damaged,
      async createFile(folder, name, size) {
        const file = await damaged.createFile(folder, name, size);
        return {
          ...file,
          async write(pieces, offset) {
            await file.write(pieces, offset);
            // What is hashed is what was written.
            if (name === 'a') pieces[0]![0]! ^= 1;
          },
        };
      },
    });
    await scene.bothOver();
    expect([...damaged.files.keys()]).toEqual(['b']);
    expect(scene.sent().failed).toEqual([{ path: 'a', problem: 'damaged' }]);
  });

  it('FT2 does not begin when there is too little room, and can be accepted elsewhere', async () => {
    const scene = createTransferScene();
    scene.left.offer(createMemorySource({ a: 'x'.repeat(1000) }));
    await scene.state('offered');
    const small = createMemoryTarget();
    small.roomBytes = 999;
    await scene.right.accept(1, small);
    expect(scene.got()).toMatchObject({ state: 'offered', problem: 'no-space' });
    expect(small.isClosed).toBe(true);
    const target = createMemoryTarget();
    await scene.right.accept(1, target);
    await scene.bothOver();
    expect(target.files.size).toBe(1);
    expect(scene.got().problem).toBeUndefined();
  });

  it('FT8 waits when the disk becomes full in the middle, and goes on when there is room', async () => {
    const scene = createTransferScene();
    const target = createMemoryTarget();
    await scene.begin(createGeneratedSource(2_000_000), target);
    target.roomBytes = 300_000;
    await until(() => scene.sent().heldBy.includes('there'), scene.tick);
    expect(scene.got()).toMatchObject({ problem: 'no-space', heldBy: ['here'] });
    target.roomBytes = Number.POSITIVE_INFINITY;
    scene.right.hold(1, false);
    await scene.bothOver();
    expect(target.files.get('large.bin')?.length).toBe(2_000_000);
    expect(scene.got()).toMatchObject({ state: 'done', doneFiles: 1 });
  });

  it('FT5 says of each file that it could not be written, and takes the rest', async () => {
    const scene = createTransferScene();
    const target = createMemoryTarget();
    const refusing = {
      ...target,
      createFile: (folder: readonly string[], name: string, size: number) => {
        target.trouble = name === 'nei' ? 'not-writable' : undefined;
        return target.createFile(folder, name, size);
      },
    };
    scene.left.offer(createMemorySource({ nei: 'x'.repeat(400_000), ja: 'ja' }));
    await scene.state('offered');
    await scene.right.accept(1, refusing);
    await scene.bothOver();
    expect([...target.files.keys()]).toEqual(['ja']);
    expect(scene.sent().failed).toEqual([{ path: 'nei', problem: 'not-writable' }]);
  });

  it.each(['left', 'right'] as const)(
    'FT6 is called off by the %s end, and leaves nothing unfinished',
    async (side) => {
      const scene = createTransferScene();
      const { target } = await scene.begin(createGeneratedSource(1_500_000));
      await until(() => scene.got().doneBytes > 100_000, scene.tick);
      scene[side].cancel(1);
      await scene.bothOver();
      await until(() => target.isClosed, scene.tick);
      expect(target.unfinished).toBe(0);
      expect(target.files.size).toBe(0);
      for (const status of [scene.sent(), scene.got()])
        expect(status).toMatchObject({ state: 'over', problem: 'cancelled' });
    },
  );

  it.each(['left', 'right'] as const)('FT8 is held by the %s end for as long as that wants', async (side) => {
    const scene = createTransferScene();
    const { target } = await scene.begin(createGeneratedSource(1_500_000));
    await until(() => scene.got().doneBytes > 100_000, scene.tick);
    scene[side].hold(1, true);
    const other = side === 'left' ? scene.got : scene.sent;
    await until(() => other().heldBy.includes('there'), scene.tick);
    for (let i = 0; i < 100; i++) await until(() => true, scene.tick);
    const { doneBytes } = scene.got();
    for (let i = 0; i < 100; i++) scene.tick();
    await until(() => true);
    expect(scene.got().doneBytes).toBe(doneBytes);
    expect(scene.got().bytesPerSecond).toBeUndefined();
    scene[side].hold(1, false);
    await scene.bothOver();
    expect(target.files.get('large.bin')?.length).toBe(1_500_000);
  });

  it('FT9 writes nothing while the user has paused, and goes on afterwards', async () => {
    const scene = createTransferScene();
    const { target } = await scene.begin(createGeneratedSource(1_500_000));
    await until(() => scene.got().doneBytes > 100_000, scene.tick);
    scene.may.right = 'held';
    scene.right.gateChanged();
    await until(() => true, scene.tick);
    const { doneBytes } = scene.got();
    for (let i = 0; i < 50; i++) {
      scene.tick();
      await until(() => true);
    }
    // A write that was under way when it was paused may come to its end.
    expect(scene.got().doneBytes - doneBytes).toBeLessThanOrEqual(1024 * 1024);
    expect(scene.got().heldBy).toEqual(['pause']);
    scene.may.right = 'yes';
    scene.right.gateChanged();
    await scene.bothOver();
    expect(target.files.get('large.bin')?.length).toBe(1_500_000);
  });

  it('FT9 ends when the grant is taken back in the middle, and refuses offers without it', async () => {
    const scene = createTransferScene();
    const { target } = await scene.begin(createGeneratedSource(1_500_000));
    await until(() => scene.got().doneBytes > 100_000, scene.tick);
    scene.may.right = 'no';
    scene.right.gateChanged();
    await scene.bothOver();
    await until(() => target.isClosed, scene.tick);
    expect(target.files.size + target.unfinished).toBe(0);
    expect(scene.sent()).toMatchObject({ state: 'over', problem: 'not-granted' });
    scene.left.offer(createGeneratedSource(10));
    await scene.bothOver();
    expect(scene.sent()).toMatchObject({ state: 'over', problem: 'not-granted' });
    expect(scene.right.statuses.length).toBe(1);
  });

  const folders = createMemorySource(
    Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`a/b/${n}/`, ''])),
  );

  /** A folder that is offered, of which `third` happens while the third folder is made. */
  async function createFoldersScene(third: (scene: ReturnType<typeof createTransferScene>) => void) {
    const scene = createTransferScene();
    const target = createMemoryTarget();
    scene.left.offer(folders);
    await scene.state('offered');
    const accepting = scene.right.accept(1, {
      ...target,
      async makeFolder(folder, name) {
        if (target.folders.size === 2) third(scene);
        return target.makeFolder(folder, name);
      },
    });
    return { scene, target, accepting };
  }

  it('CT9 FT9 makes no folder any more once the grant is taken back', async () => {
    const { scene, target, accepting } = await createFoldersScene(({ may, right }) => {
      may.right = 'no';
      right.gateChanged();
    });
    await accepting;
    await scene.bothOver();
    expect(target.folders.size).toBe(3);
    expect(target.isClosed).toBe(true);
    for (const status of [scene.sent(), scene.got()])
      expect(status).toMatchObject({ state: 'over', problem: 'not-granted' });
  });

  it('FT10 makes no folder any more after the end of the session', async () => {
    const { target, accepting } = await createFoldersScene(({ right }) => right.close());
    await accepting;
    expect(target.folders.size).toBe(3);
    expect(target.isClosed).toBe(true);
  });

  it('FT9 makes no folder while the user has paused, and the rest afterwards', async () => {
    const { scene, target } = await createFoldersScene(({ may, right }) => {
      may.right = 'held';
      right.gateChanged();
    });
    for (let i = 0; i < 50; i++) await until(() => true, scene.tick);
    expect(target.folders.size).toBe(3);
    expect(scene.got()).toMatchObject({ state: 'offered', heldBy: ['pause'] });
    scene.may.right = 'yes';
    scene.right.gateChanged();
    await scene.bothOver();
    expect(target.folders.size).toBe(22);
    expect(scene.got().state).toBe('done');
  });

  it('FT6 is called off while a pause holds its folders, and lets go of where they are', async () => {
    const { scene, target, accepting } = await createFoldersScene(({ may, right }) => {
      may.right = 'held';
      right.gateChanged();
    });
    await until(() => target.folders.size === 3, scene.tick);
    scene.left.cancel(1);
    await scene.bothOver();
    await accepting;
    expect(target.folders.size).toBe(3);
    expect(target.isClosed).toBe(true);
  });

  it('FT6 is called off while the receiver looks for room, and says that it was', async () => {
    const scene = createTransferScene();
    const target = createMemoryTarget();
    const room = Promise.withResolvers<number>();
    scene.left.offer(createGeneratedSource(1000));
    await scene.state('offered');
    const accepting = scene.right.accept(1, { ...target, freeBytes: () => room.promise });
    scene.left.cancel(1);
    await scene.bothOver();
    room.resolve(999);
    await accepting;
    expect(scene.got()).toMatchObject({ state: 'over', problem: 'cancelled' });
    expect(target.isClosed).toBe(true);
  });

  it('FT7 holds a sender whose receiver’s disk is slow, in bounded memory', async () => {
    const scene = createTransferScene();
    const target = createMemoryTarget({ keep: false });
    let release = () => {};
    target.writing = new Promise((resolve) => {
      release = resolve;
    });
    let readBytes = 0;
    const source = createGeneratedSource(12_000_000);
    await scene.begin(
      {
        ...source,
        async read(entry, offset, most) {
          const bytes = await source.read(entry, offset, most);
          readBytes += bytes.length;
          return bytes;
        },
      },
      target,
    );
    for (let i = 0; i < 200; i++) await until(() => true, scene.tick);
    expect(scene.got().doneBytes).toBe(0);
    expect(readBytes).toBeLessThan(limits.fileUnhandledBytes + 1024 * 1024);
    target.writing = undefined;
    release();
    await scene.bothOver();
    expect(scene.got().state).toBe('done');
  });

  it('brings 10,000 small files, and folders of them', async () => {
    const scene = createTransferScene();
    const files: Record<string, string> = {};
    for (let i = 0; i < 10_000; i++) files[`m${i % 100}/fil ${i}.txt`] = i % 10 === 7 ? `nr ${i}` : '';
    const { target } = await scene.begin(createMemorySource(files));
    await scene.bothOver();
    expect(target.files.size).toBe(10_000);
    expect(scene.sent()).toMatchObject({ state: 'done', doneFiles: 10_000 });
    expect(text(target, 'm7/fil 7.txt')).toBe('nr 7');
    expect(scene.got().list.length).toBe(0);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'CH1 FT8 loses nothing when the line is cut at random moments (%i)',
    async (seed) => {
      const scene = createTransferScene(seed, 1000);
      const random = createSeededRandom(seed + 100);
      const large = random(600_000);
      const files: Record<string, string | Uint8Array> = { 'stor.bin': large };
      for (let i = 0; i < 50; i++) files[`små/${i}`] = `innhold ${i}`;
      const both = createMemoryTarget();
      const back = createMemoryTarget();
      scene.left.offer(createMemorySource(files));
      scene.right.offer(createMemorySource({ tilbake: large }));
      let accepted = 0;
      let countdown = random(1)[0]! % 20;
      await until(
        () => [...scene.left.statuses, ...scene.right.statuses].filter(isOver).length === 4,
        () => {
          for (const [transfers, target] of [
            [scene.right, both],
            [scene.left, back],
          ] as const) {
            const offered = transfers.statuses.find(
              ({ state, direction }) => state === 'offered' && direction === 'receiving',
            );
            if (offered) void transfers.accept(offered.number, target).then(() => accepted++);
          }
          if (countdown-- === 0) {
            scene.session.pairs.at(-1)?.cut();
            countdown = 5 + (random(1)[0]! % 20);
          }
          scene.clock.advance(20);
        },
      );
      expect(scene.ended).toEqual([]);
      expect(scene.errors).toEqual([]);
      expect(scene.session.pairs.length).toBeGreaterThan(1);
      expect(both.files.size).toBe(51);
      expect(both.files.get('stor.bin')).toEqual(large);
      expect(back.files.get('tilbake')).toEqual(large);
    },
  );

  it('sends one transfer after the other; a held one lets the next go first', async () => {
    const scene = createTransferScene();
    const first = createMemoryTarget();
    const second = createMemoryTarget();
    await scene.begin(createGeneratedSource(1_500_000, 'en'), first);
    scene.left.offer(createGeneratedSource(1000, 'to'));
    await until(() => scene.right.statuses[1]?.state === 'offered', scene.tick);
    await scene.right.accept(2, second);
    await until(() => scene.left.statuses[1]?.state === 'waiting', scene.tick);
    expect(second.files.size).toBe(0);
    scene.left.hold(1, true);
    await until(() => second.files.size === 1, scene.tick);
    expect(first.files.size).toBe(0);
    scene.left.hold(1, false);
    await scene.bothOver();
    expect(first.files.size).toBe(1);
  });

  it('says how fast it goes and how long it will take', async () => {
    const scene = createTransferScene();
    await scene.begin(createGeneratedSource(3_000_000), createMemoryTarget({ keep: false }));
    await until(
      () => scene.sent().secondsLeft !== undefined && scene.got().secondsLeft !== undefined,
      scene.tick,
    );
    for (const { bytesPerSecond, secondsLeft, doneBytes } of [scene.sent(), scene.got()]) {
      expect(bytesPerSecond).toBeGreaterThan(0);
      expect(secondsLeft).toBeCloseTo((3_000_000 - doneBytes) / (bytesPerSecond ?? 1), 5);
    }
    await scene.bothOver();
  });

  it('removes what is unfinished at the end of the session', async () => {
    const scene = createTransferScene();
    const { target } = await scene.begin(createGeneratedSource(1_500_000));
    await until(() => scene.got().doneBytes > 100_000, scene.tick);
    scene.session.host.channel.end('ended-by-user');
    await until(() => target.isClosed, scene.tick);
    expect(target.unfinished + target.files.size).toBe(0);
  });
});

describe('a hostile sender', () => {
  const offer: FilesMessage = { type: 'offer', transfer: 1, entries: 2, totalBytes: 5 };
  const list: FilesMessage = {
    type: 'list',
    transfer: 1,
    entries: [
      { kind: 'file', sizeBytes: 5, path: 'a' },
      { kind: 'folder', sizeBytes: 0, path: 'b' },
    ],
  };
  const piece = (offset: number, length: number, entry = 0): FilesMessage => ({
    type: 'piece',
    transfer: 1,
    entry,
    offset,
    bytes: new Uint8Array(length),
  });
  const end: FilesMessage = { type: 'file-end', transfer: 1, entry: 0, sha256: new Uint8Array(32) };
  const failed: FilesMessage = { type: 'file-failed', transfer: 1, entry: 0, problem: 'not-readable' };

  async function codeOf(messages: readonly FilesMessage[], accepts = true): Promise<string | undefined> {
    const transfers = createTransfers({
      clock: { now: () => 0, schedule: () => () => {} },
      send() {},
      may: () => 'yes',
      changed() {},
      failed(error) {
        throw error;
      },
    });
    try {
      for (const message of messages) {
        transfers.receive(encodeFiles(message));
        if (accepts && message.type === 'list') await transfers.accept(1, createMemoryTarget());
      }
    } catch (error) {
      if (error instanceof ProtocolViolation) return error.code;
      throw error;
    }
    return undefined;
  }

  const cases: [what: string, messages: FilesMessage[], code: string | undefined][] = [
    ['what is right', [offer, list, piece(0, 3), piece(3, 2), end], undefined],
    ['a transfer that was never offered', [list], 'unexpected-message'],
    ['a number twice', [offer, offer], 'unexpected-message'],
    ['a second list', [offer, list, list], 'unexpected-message'],
    ['a list that is too long', [{ ...offer, entries: 1 } as FilesMessage, list], 'out-of-range'],
    ['sizes that do not add up', [{ ...offer, totalBytes: 4 } as FilesMessage, list], 'out-of-range'],
    ['sizes that add up to less', [{ ...offer, totalBytes: 6 } as FilesMessage, list], 'out-of-range'],
    ['a gap', [offer, list, piece(1, 2)], 'out-of-range'],
    ['a byte too many', [offer, list, piece(0, 6)], 'out-of-range'],
    ['an end too early', [offer, list, piece(0, 3), end], 'out-of-range'],
    ['an end twice', [offer, list, piece(0, 5), end, end], 'unexpected-message'],
    ['bytes behind the end', [offer, list, failed, piece(0, 5)], 'unexpected-message'],
    ['bytes of a folder', [offer, list, piece(0, 1, 1)], 'out-of-range'],
    ['bytes of nothing', [offer, list, piece(0, 1, 7)], 'out-of-range'],
    ['an outcome of what it never got', [offer, { type: 'accept', transfer: 1 }], 'unexpected-message'],
  ];
  it.each(cases)('FT1–FT4 %s', async (_what, messages, code) => {
    expect(await codeOf(messages)).toBe(code);
  });

  it('FT4 sends before it may', async () => {
    expect(await codeOf([offer, list, piece(0, 5)], false)).toBe('unexpected-message');
  });

  it('FT7 sends more than is handled', async () => {
    const entries = [{ kind: 'file' as const, sizeBytes: 10_000_000, path: 'a' }];
    const many: FilesMessage[] = [
      { ...offer, entries: 1, totalBytes: 10_000_000 } as FilesMessage,
      { type: 'list', transfer: 1, entries },
    ];
    for (let i = 0; i < 60; i++) many.push(piece(i * 32_768, 32_768));
    expect(await codeOf(many)).toBe('out-of-range');
  });

  it('FT2 offers more than is taken at once', async () => {
    const answers: FileProblem[] = [];
    const scene = createTransferScene();
    for (let transfer = 1; transfer <= 9; transfer++)
      scene.right.receive(encodeFiles({ ...offer, transfer } as FilesMessage));
    expect(scene.right.statuses.length).toBe(8);
    expect(answers).toEqual([]);
  });
});
