import { describe, expect, test } from 'vitest';
import { checkCounters, checkStatistics, countAlong, watchStatistics } from './own-counters.ts';

// As measured on 2026-11-28.
const typing = { paints: 36, echoes: 0, steps: 36, lineBytes: 6171, seconds: 6 };
const typingCounted = { updates: 36, pictureBytes: 2163, bytesByKind: { text: 1947 } };
const cut = { paints: 9, echoes: 0, steps: 9, lineBytes: 179_561, seconds: 6 };
const cutCounted = { updates: 46, pictureBytes: 168_207, bytesByKind: { text: 60_000, lossy: 107_931 } };

describe('the product counts what reader and line see', () => {
  test('of small updates, of updates that a thin line cuts, and of such that bring a paint and a key at once', () => {
    checkCounters(typingCounted, typing);
    checkCounters(cutCounted, cut);
    checkCounters(
      { updates: 303, pictureBytes: 1_657_960, bytesByKind: { lossy: 1_656_142 } },
      { paints: 280, echoes: 32, steps: 312, lineBytes: 1_692_103, seconds: 12.7 },
    );
  });

  test.each([
    ['fewer updates than were seen', { ...typingCounted, updates: 35 }, typing],
    ['each update twice', { ...typingCounted, updates: 72 }, typing],
    ['updates without bytes', { ...cutCounted, updates: 150 }, cut],
    ['more bytes than the line carried', { ...typingCounted, pictureBytes: 6200 }, typing],
    [
      'too few bytes of small updates',
      { ...typingCounted, pictureBytes: 200 },
      { ...typing, lineBytes: 9000 },
    ],
    ['nine tenths of the bytes', { ...cutCounted, pictureBytes: 168_207 * 0.9 }, cut],
    ['nothing', { updates: 0, pictureBytes: 0, bytesByKind: {} }, typing],
    ['a kind that is left out', { ...cutCounted, bytesByKind: { text: 60_000 } }, cut],
    ['a byte of a kind too many', { ...typingCounted, bytesByKind: { text: 1948 } }, typing],
  ])('or there is no figure: %s', (_what, counted, witnessed) => {
    expect(() => checkCounters(counted, witnessed)).toThrow(/^the product counts/);
  });
});

test('counters and line are read from the beginning of the workload on, and of a system without counters nothing is asked', async () => {
  let [lineBytes, updates, pictureBytes, text] = [1000, 5, 700, 670];
  const line = { bytesToViewer: async () => lineBytes };
  const read = async () => ({ updates, pictureBytes, bytesByKind: { text } });
  const check = await countAlong({ read, setCounted: async () => {} }, line);
  [lineBytes, updates, pictureBytes, text] = [1500, 7, 900, 858];
  await check({ paints: 2, echoes: 0, steps: 2 });
  await expect(check({ paints: 3, echoes: 0, steps: 3 })).rejects.toThrow('2 updates, not 3');
  pictureBytes = 1300;
  await expect(check({ paints: 2, echoes: 0, steps: 2 })).rejects.toThrow(
    '600 bytes of pictures: -100 beside',
  );
  await (await countAlong(undefined, line))({ paints: 3, echoes: 0, steps: 3 });
});

const statistics = {
  latencyP50TenthMs: 243,
  latencyP95TenthMs: 300,
  encodeTenthMs: 20,
  bytesPerSecond: 0,
  underWayBytes: 0,
  lineLosses: 0,
};
const delaysMs = [20, 31, 26, 28];

describe('the latency that the host tells is that of the paints that the reader saw', () => {
  test('of a free line, of a thin one, and of one on which a paint was never seen', () => {
    checkStatistics(statistics, delaysMs);
    checkStatistics({ ...statistics, latencyP50TenthMs: 9000 }, [700, 1200]);
    checkStatistics({ ...statistics, latencyP50TenthMs: 9000 }, [700, Number.POSITIVE_INFINITY]);
  });

  test.each([
    ['nothing was measured', { latencyP50TenthMs: 0 }],
    ['tenths ten times over', { latencyP50TenthMs: 2430 }],
    ['an answer that waited', { latencyP50TenthMs: 10_000 }],
    ['the line was lost', { lineLosses: 1 }],
  ])('or there is no figure: %s', (_what, told) => {
    expect(() => checkStatistics({ ...statistics, ...told }, delaysMs)).toThrow(/^the product counts/);
  });

  test('where only keys paint there is none, but the losses of the line are told', () => {
    checkStatistics({ ...statistics, latencyP50TenthMs: 0 }, []);
    expect(() => checkStatistics({ ...statistics, lineLosses: 2 }, [])).toThrow('2 losses');
  });
});

describe('the panel is open while more is painted', () => {
  /** @param told what the host tells, one after the other */
  function openPanel(told: readonly (typeof statistics | undefined)[]) {
    const asked: string[] = [];
    let reads = 0;
    const panel = {
      async read() {
        asked.push('read');
        const statistics = told[Math.min(reads++, told.length - 1)];
        return { updates: 0, pictureBytes: 0, bytesByKind: {}, ...(statistics && { statistics }) };
      },
      async setCounted(isCounted: boolean) {
        asked.push(isCounted ? 'open' : 'close');
      },
    };
    const paint = async () => {
      asked.push('paint');
      return delaysMs;
    };
    return { panel, paint, asked };
  }

  test('and closed again once the host has told of a second in which something was answered', async () => {
    const { panel, paint, asked } = openPanel([{ ...statistics, latencyP50TenthMs: 0 }, statistics]);
    await watchStatistics(panel, paint);
    expect(asked).toEqual(['open', 'read', 'paint', 'read', 'close']);
  });

  test('what it tells is checked', async () => {
    const { panel, paint } = openPanel([{ ...statistics, latencyP50TenthMs: 2430 }]);
    await expect(watchStatistics(panel, paint)).rejects.toThrow('243 ms of latency');
  });

  test('where only keys paint the first that is told will do, and of a system without a panel nothing is asked', async () => {
    const { panel, asked } = openPanel([undefined, { ...statistics, latencyP50TenthMs: 0 }]);
    await watchStatistics(panel, undefined);
    expect(asked).toEqual(['open', 'read', 'read', 'close']);
    await watchStatistics(undefined, () => Promise.reject(new Error('nothing is painted')));
  });
});
