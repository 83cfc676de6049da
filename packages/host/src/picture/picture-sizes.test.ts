import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { FakeCapturer } from '../testing/fake-capturer.ts';
import { PictureFollower } from '../testing/picture-follower.ts';

const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };

test('UP2 UP17 UP18 a screen that becomes 7680×4320 while it is watched is followed, and fits into what was asked for', () => {
  const capturer = new FakeCapturer(64, 48);
  const viewer = new PictureFollower(capturer, compressor, { nowMs: 1000 });
  viewer.watch({ screen: 0, maxWidthPx: 960, maxHeightPx: 540 });
  capturer.paint({ xPx: 0, yPx: 0, widthPx: 64, heightPx: 48 }, 5);
  viewer.takeAll();
  expect(viewer.shows(0, capturer.pixelsOf(0))).toBe(true);

  capturer.resize(7680, 4320);
  capturer.pixelsOf(0).fill(0x40);
  viewer.takeAll();
  const { widthPx, heightPx, rgba } = viewer.decoder.picture(0)!;
  expect([widthPx, heightPx]).toEqual([960, 540]);
  expect(new Uint32Array(rgba.buffer, rgba.byteOffset, 960 * 540).every((word) => word === 0xff404040)).toBe(
    true,
  );

  capturer.resize(40, 30);
  capturer.paint({ xPx: 0, yPx: 0, widthPx: 40, heightPx: 30 }, 6);
  viewer.takeAll();
  expect(viewer.shows(0, capturer.pixelsOf(0))).toBe(true);
});

test('what rests costs nothing: no capture, no message and nothing due, however often it is looked at', () => {
  const capturer = new FakeCapturer(130, 70);
  const clock = { nowMs: 1000 };
  const viewer = new PictureFollower(capturer, compressor, clock);
  capturer.paint({ xPx: 0, yPx: 0, widthPx: 130, heightPx: 70 }, 11);
  viewer.takeAll();
  const { captures } = capturer;
  for (let minute = 0; minute < 60; minute++) {
    clock.nowMs += 60_000;
    expect(viewer.take()).toBe(0);
    expect(viewer.server.dueAtMs).toBeUndefined();
  }
  expect(capturer.captures).toBe(captures);
});
