import { describe, expect, it } from 'vitest';
import { until } from '../testing/test-scene.ts';
import type { FileSource } from './ports.ts';
import { createGeneratedSource, createMemorySource, createMemoryTarget } from './testing/index.ts';
import { createTransferScene } from './testing/transfer-scene.ts';

type Scene = ReturnType<typeof createTransferScene>;

/** A file of 1.5 MB of which a part is there. */
async function inTheMiddle(scene: Scene, target = createMemoryTarget()) {
  await scene.begin(createGeneratedSource(1_500_000), target);
  await until(() => scene.got().doneBytes > 100_000 && scene.sent().doneBytes > 100_000, scene.tick);
  return target;
}

/** The session is over at both ends, and the disk has done its part. */
async function end(scene: Scene, target: { readonly isClosed: boolean }): Promise<void> {
  scene.left.close();
  scene.right.close();
  await until(() => target.isClosed, scene.tick);
}

/** More files than go at once. */
function several(count: number): FileSource {
  return createMemorySource(
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`fil ${at}`, 'x'.repeat(200_000)])),
  );
}

describe('FT10 files that did not arrive', () => {
  it('are named at both ends when the session is over in the middle, with how far they came', async () => {
    const scene = createTransferScene();
    const target = await inTheMiddle(scene);
    scene.left.close();
    scene.right.close();
    expect(scene.lost('right')).toMatchObject([{ name: 'large.bin', left: 'removing', why: 'session-over' }]);
    await until(() => target.isClosed, scene.tick);
    expect(target.unfinished).toBe(0);
    for (const side of ['left', 'right'] as const) {
      const [file, ...others] = scene.lost(side);
      expect(others).toEqual([]);
      expect(file).toMatchObject({ sizeBytes: 1_500_000, left: 'nothing', why: 'session-over' });
      expect(file?.doneBytes).toBeGreaterThan(100_000);
      expect(file?.doneBytes).toBeLessThan(1_500_000);
    }
  });

  it('are those of a transfer alone that have not arrived, not those that have', async () => {
    const scene = createTransferScene();
    const { target } = await scene.begin(several(20));
    await until(() => scene.sent().doneFiles >= 3, scene.tick);
    await end(scene, target);
    const there = [...target.files.keys()];
    expect(there.length).toBeGreaterThanOrEqual(3);
    const lost = scene.lost('right').map(({ name }) => name);
    expect([...there, ...lost].sort()).toEqual(
      several(20)
        .entries.map(({ path }) => path)
        .sort(),
    );
    expect(scene.lost('right').at(-1)).toMatchObject({ doneBytes: 0, left: 'nothing' });
  });

  it.each([
    ['cancelled', (scene: Scene) => scene.left.cancel(1)],
    ['cancelled', (scene: Scene) => scene.right.cancel(1)],
    [
      'not-granted',
      (scene: Scene) => {
        scene.may.right = 'no';
        scene.right.gateChanged();
      },
    ],
  ])('are said to be so for what ended the transfer (%s)', async (why, act) => {
    const scene = createTransferScene();
    const target = await inTheMiddle(scene);
    act(scene);
    await scene.bothOver();
    await until(() => target.isClosed, scene.tick);
    await end(scene, target);
    for (const side of ['left', 'right'] as const)
      expect(scene.lost(side)).toMatchObject([{ name: 'large.bin', why, left: 'nothing' }]);
  });

  it('say what is left on the disk when it could not be removed', async () => {
    const scene = createTransferScene();
    const target = createMemoryTarget();
    target.canRemove = false;
    await inTheMiddle(scene, target);
    await end(scene, target);
    expect(scene.lost('right')).toMatchObject([{ left: 'part', leftAs: '/memory/large.bin.part' }]);
    expect(scene.lost('left')).toMatchObject([{ left: 'nothing' }]);
  });

  it('are being removed for as long as the disk takes', async () => {
    const scene = createTransferScene();
    const target = createMemoryTarget();
    let removed = () => {};
    target.removing = new Promise((resolve) => {
      removed = resolve;
    });
    await inTheMiddle(scene, target);
    scene.right.close();
    for (let i = 0; i < 20; i++) await until(() => true, scene.tick);
    expect(scene.lost('right')).toMatchObject([{ left: 'removing' }]);
    removed();
    await until(() => scene.lost('right')[0]?.left === 'nothing', scene.tick);
  });

  it('are not those that were given their name in the last moment', async () => {
    const scene = createTransferScene();
    const target = createMemoryTarget();
    let isAsked = false;
    let name = () => {};
    const named = new Promise<void>((resolve) => {
      name = resolve;
    });
    scene.left.offer(createMemorySource({ a: 'hele' }));
    await scene.state('offered');
    await scene.right.accept(1, {
      ...target,
      async createFile(...given) {
        const file = await target.createFile(...given);
        return {
          ...file,
          async finish() {
            isAsked = true;
            await named;
            return file.finish();
          },
        };
      },
    });
    await until(() => isAsked, scene.tick);
    scene.left.close();
    scene.right.close();
    expect(scene.lost('right')).toMatchObject([{ name: 'a', doneBytes: 4, left: 'removing' }]);
    // The sender cannot know.
    expect(scene.lost('left')).toMatchObject([{ name: 'a', isUnconfirmed: true }]);
    name();
    await until(() => scene.lost('right').length === 0, scene.tick);
    expect([...target.files.keys()]).toEqual(['a']);
  });

  it('are those, too, that one end could not read or write, while the others arrive', async () => {
    const scene = createTransferScene();
    const source = createMemorySource({ borte: 'bbbb', kortere: 'c'.repeat(600_000), d: 'd' });
    source.unreadable.add('borte');
    source.shorterBytes.set('kortere', 10);
    const { target } = await scene.begin(source);
    await scene.bothOver();
    await end(scene, target);
    for (const side of ['left', 'right'] as const)
      expect(scene.lost(side)).toMatchObject([
        { name: 'borte', why: 'not-readable', doneBytes: 0, left: 'nothing' },
        { name: 'kortere', why: 'not-readable', left: 'nothing' },
      ]);
    expect(scene.lost('right')[1]?.doneBytes).toBeGreaterThan(0);
  });

  it('wait for room on a disk that is full, and did not arrive for that', async () => {
    const scene = createTransferScene();
    const target = createMemoryTarget();
    await scene.begin(createGeneratedSource(2_000_000), target);
    target.roomBytes = 300_000;
    await until(() => scene.got().problem === 'no-space', scene.tick);
    await end(scene, target);
    expect(scene.lost('right')).toMatchObject([{ why: 'no-space', left: 'nothing' }]);
  });

  it('are what was offered and not answered, at the end that wanted to send it', async () => {
    const scene = createTransferScene();
    scene.left.offer(createMemorySource({ a: 'a', 'Mappe/': '' }));
    await scene.state('offered');
    scene.left.close();
    scene.right.close();
    expect(scene.lost('left')).toEqual([
      { name: 'a', sizeBytes: 1, doneBytes: 0, why: 'session-over', left: 'nothing' },
    ]);
    expect(scene.lost('right')).toEqual([]);
  });

  it.each([(scene: Scene) => scene.right.decline(1), (scene: Scene) => scene.left.cancel(1)])(
    'are not what a person did not want to have or to send',
    async (act) => {
      const scene = createTransferScene();
      scene.left.offer(createMemorySource({ a: 'a' }));
      await scene.state('offered');
      act(scene);
      await scene.bothOver();
      scene.left.close();
      scene.right.close();
      expect([...scene.lost('left'), ...scene.lost('right')]).toEqual([]);
    },
  );
});
