import { createFileKey, createRecorder } from '@fjernhjelp/codec/recording';
import {
  type Bytes,
  concatBytes,
  createRecordingCode,
  encodeRecordingHeader,
  type PointerPlace,
  RECORDING_HEADER_BYTES,
  type RecordingEvent,
  systemRandomBytes,
} from '@fjernhjelp/protocol';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openRecording, RecordingError } from './recording-file.ts';
import { createReplay } from './replay.ts';

const code = createRecordingCode(systemRandomBytes);
const widthPx = 200;
const heightPx = 130;
const grants: RecordingEvent = { type: 'grants', grants: ['view', 'recording'] };

/** A recorder whose clock and file are the test's. */
async function open() {
  const { header, key } = await createFileKey(code, 1_800_000_000_000, systemRandomBytes);
  const parts: Bytes[] = [encodeRecordingHeader(header)];
  let nowMs = 0;
  const recorder = createRecorder({ key, now: () => nowMs, write: (bytes) => void parts.push(bytes) });
  return {
    recorder,
    file: () => concatBytes(...parts),
    async at(ms: number) {
      nowMs = ms;
      await recorder.tick();
    },
    fill(xPx: number, yPx: number, width: number, height: number, level: number) {
      const pixels = new Uint8Array(width * height * 4);
      for (let i = 0; i < pixels.length; i++) pixels[i] = i % 4 === 3 ? 255 : (level + i) % 256;
      recorder.put([{ xPx, yPx, widthPx: width, heightPx: height }], pixels.buffer);
    },
  };
}

/** What a replay shows. */
function createTarget() {
  let size = { widthPx: 0, heightPx: 0 };
  let rgb = new Uint8Array(0);
  let place: PointerPlace | undefined;
  return {
    resize(next: { widthPx: number; heightPx: number }) {
      size = next;
      rgb = new Uint8Array(next.widthPx * next.heightPx * 3);
    },
    put(rect: { xPx: number; yPx: number; widthPx: number; heightPx: number }, given: Bytes) {
      for (let y = 0; y < rect.heightPx; y++) {
        const row = given.subarray(y * rect.widthPx * 3, (y + 1) * rect.widthPx * 3);
        rgb.set(row, ((rect.yPx + y) * size.widthPx + rect.xPx) * 3);
      }
    },
    pointer(next: PointerPlace | undefined) {
      place = next;
    },
    state: () => ({ size, rgb: rgb.slice(), place }),
  };
}

/** 40 s in which the picture, the pointer and the size change; how it looked at each second. */
async function recordForty() {
  const { recorder, file, at, fill } = await open();
  recorder.event(grants);
  recorder.resize({ widthPx, heightPx });
  fill(0, 0, widthPx, heightPx, 7);
  const live = createTarget();
  const looks = [];
  for (let second = 0; second < 40; second++) {
    if (second === 20) {
      recorder.resize({ widthPx: 90, heightPx: 70 });
      fill(0, 0, 90, 70, 3);
    } else fill((second * 13) % 60, (second * 7) % 40, 30, 30, second * 5);
    recorder.cursor({ type: 'place', place: { screen: 0, xPx: second, yPx: 2 * second } });
    await at(second * 1000);
  }
  await recorder.stop();
  const whole = await openRecording(new Blob([file()]), code);
  const replay = createReplay(whole, live);
  for (let second = 0; second < 40; second++) {
    await replay.goTo(second * 1000);
    looks.push(live.state());
  }
  return { bytes: file(), looks };
}

describe('a recording', () => {
  let forty: Awaited<ReturnType<typeof recordForty>>;
  beforeAll(async () => {
    forty = await recordForty();
  });

  test('RF6 shows what was shown, to the pixel', async () => {
    const { recorder, file, at, fill } = await open();
    recorder.resize({ widthPx, heightPx });
    fill(0, 0, widthPx, heightPx, 1);
    await at(0);
    fill(63, 63, 2, 2, 200);
    await at(100);
    await recorder.stop();
    const target = createTarget();
    const replay = createReplay(await openRecording(new Blob([file()]), code), target);
    await replay.goTo(50);
    const before = target.state().rgb;
    await replay.goTo(100);
    const after = target.state().rgb;
    const at63 = (63 * widthPx + 63) * 3;
    expect([...before.slice(0, 4)]).toEqual([1, 2, 3, 5]);
    expect([...after.slice(at63, at63 + 4)]).toEqual([200, 201, 202, 204]);
    const changed = after.filter((value, i) => value !== before[i]).length;
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThanOrEqual(12);
  });

  test('RF6 every moment looks the same however one comes there', async () => {
    const file = await openRecording(new Blob([forty.bytes]), code);
    expect(file.isWhole).toBe(true);
    expect(file.lengthMs).toBe(39_000);
    expect(file.keyBefore(39_000)).toBeGreaterThan(file.keyBefore(15_000));
    expect(file.keyBefore(15_000)).toBeGreaterThan(0);
    const target = createTarget();
    const replay = createReplay(file, target);
    for (const second of [39, 0, 20, 19, 5, 38, 21, 7, 8, 9, 30]) {
      await replay.goTo(second * 1000);
      expect(target.state()).toEqual(forty.looks[second]);
      expect(target.state().place).toEqual({ screen: 0, xPx: second, yPx: 2 * second });
    }
  });

  test('RF7 has a list of events', async () => {
    const file = await openRecording(new Blob([forty.bytes]), code);
    expect(file.events).toEqual([{ timeMs: 0, event: grants }]);
  });

  test('RF3 another code does not open it', async () => {
    const other = createRecordingCode(systemRandomBytes);
    await expect(openRecording(new Blob([forty.bytes]), other)).rejects.toMatchObject({ code: 'wrong-code' });
  });

  test('RF4 another file is no recording', async () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(500)])
      await expect(openRecording(new Blob([bytes]), code)).rejects.toMatchObject({ code: 'not-a-recording' });
  });

  test('RF5 cut off anywhere, it plays up to there', async () => {
    const { bytes, looks } = forty;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: RECORDING_HEADER_BYTES, max: bytes.length - 1 }), async (length) => {
        const file = await openRecording(new Blob([bytes.slice(0, length)]), code);
        expect(file.isWhole).toBe(false);
        expect(file.lengthMs).toBeLessThanOrEqual(39_000);
        // The first chunk has the events from before the first picture.
        if (file.chunkCount < 2) return;
        const target = createTarget();
        const replay = createReplay(file, target);
        await replay.goTo(file.lengthMs);
        const second = Math.floor(file.lengthMs / 1000);
        expect(target.state()).toEqual(looks[second]);
      }),
      { numRuns: 25 },
    );
  });

  test('RF5 one changed bit anywhere is found: nothing else is ever shown', async () => {
    const { bytes, looks } = forty;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const changed = bytes.slice();
        changed[at]! ^= 1 << bit;
        const target = createTarget();
        let isWhole = false;
        try {
          const file = await openRecording(new Blob([changed]), code);
          isWhole = file.isWhole;
          for (let chunk = 0; chunk < file.chunkCount; chunk++) await file.read(chunk);
          const replay = createReplay(file, target);
          for (let second = 0; second * 1000 <= file.lengthMs; second += 6) {
            await replay.goTo(second * 1000);
            expect(target.state()).toEqual(looks[second]);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(RecordingError);
          return;
        }
        // A length that points beyond the end looks like a file that was cut.
        expect(isWhole).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test('RF5 a chunk that was taken out is found', async () => {
    const { bytes } = forty;
    const first = new DataView(bytes.buffer).getUint32(RECORDING_HEADER_BYTES + 5) + 9;
    const without = concatBytes(
      bytes.slice(0, RECORDING_HEADER_BYTES),
      bytes.slice(RECORDING_HEADER_BYTES + first),
    );
    const open = openRecording(new Blob([without]), code);
    await expect(open.then((file) => createReplay(file, createTarget()).goTo(0))).rejects.toMatchObject({
      code: 'damaged',
    });
  });

  test('says when it cannot be written, and what was written plays', async () => {
    const { header, key } = await createFileKey(code, 0, systemRandomBytes);
    const parts: Bytes[] = [encodeRecordingHeader(header)];
    let nowMs = 0;
    const recorder = createRecorder({
      key,
      now: () => nowMs,
      write(bytes) {
        if (parts.length === 3) throw new Error('full');
        parts.push(bytes);
      },
    });
    recorder.resize({ widthPx: 10, heightPx: 10 });
    const record = async () => {
      for (; nowMs < 60_000; nowMs += 1000) {
        recorder.put([{ xPx: 0, yPx: 0, widthPx: 10, heightPx: 10 }], systemRandomBytes(400).buffer);
        await recorder.tick();
      }
    };
    await expect(record()).rejects.toThrow('full');
    const file = await openRecording(new Blob(parts), code);
    expect(file.isWhole).toBe(false);
    expect(file.chunkCount).toBe(2);
  });
});
