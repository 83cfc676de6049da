import { streams } from '@fjernhjelp/protocol';
import { expect, it } from 'vitest';
import { flipByte } from './testing/index.ts';
import { createPairingScene, hear, settle, until } from './testing/test-scene.ts';

it.each([
  ['the viewer is one older', { host: 2, viewer: 1 }, 1],
  ['the host is one older, and the viewer asks again in its version', { host: 1, viewer: 2 }, 2],
  ['both are newer', { host: 7, viewer: 7 }, 1],
])('PA1 pairs and resumes when %s', async (_, versions, lines) => {
  const scene = createPairingScene(1, versions);
  const viewer = await scene.pair();
  expect(scene.pairs).toHaveLength(lines);
  expect(scene.wrongTries()).toBe(0);
  const atHost = hear(scene.hostChannels[0]!);
  scene.pairs.at(-1)!.left.close();
  viewer.send(streams.control, Uint8Array.of(1, 2, 3));
  await until(
    () => atHost.messages.length === 1,
    () => scene.clock.advance(500),
  );
  expect(atHost.messages[0]?.bytes).toEqual(Uint8Array.of(1, 2, 3));
  expect(scene.pairs.length).toBeGreaterThan(lines);
});

it.each([
  [{ host: 3, viewer: 1 }, 1],
  [{ host: 1, viewer: 3 }, 2],
  [{ host: 0, viewer: 1 }, 1],
])('PA1 refuses versions farther apart: %j', async (versions, lines) => {
  const scene = createPairingScene(1, versions);
  await expect(scene.pair()).rejects.toMatchObject({ code: 'version-unsupported' });
  await settle();
  expect(scene.pairs).toHaveLength(lines);
  expect(scene.hostChannels).toHaveLength(0);
});

it('PA3 a relay that makes both believe in different versions is found out', async () => {
  const scene = createPairingScene(1, { host: 4, viewer: 4 });
  // Byte 6 of what each sends is the low byte of its version: the host hears 3, which it speaks, and the viewer 4.
  scene.lines = { fromLeft: flipByte(6, 7), fromRight: flipByte(6, 7) };
  await expect(scene.pair()).rejects.toMatchObject({ code: 'wrong-password' });
  expect(scene.hostChannels).toHaveLength(0);
});
