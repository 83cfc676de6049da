// node bench/micro/line.ts: what the pacer does on lines of every kind, simulated: the same figures on every machine.
import { createPacedLine, createSimulatedTime, MBIT } from '@fjernhjelp/host/testing';
import { percentile } from '../statistics.ts';

const lines = [1, 4, 100].flatMap((mbit) => [5, 40, 200].map((roundTripMs) => ({ mbit, roundTripMs })));
const pictures = [150_000, 4_000_000];

console.log('A screen that never rests, 12 characters a second typed into it, 20 s after 5 s:');
console.log('Mbit/s  round trip  used  longest queue  typed → painted p50  p95  updates/s');
for (const { mbit, roundTripMs } of lines) {
  const time = createSimulatedTime();
  const { screen, pacer, line, typedMs } = createPacedLine(time, { bytesPerMs: mbit * MBIT, roundTripMs });
  screen.paint(Number.POSITIVE_INFINITY);
  pacer.start();
  await time.pass(5000);
  line.longestQueueMs = 0;
  const before = { bytes: line.carriedBytes, updates: line.painted.size };
  for (let key = 0; key < 240; key++) {
    await time.pass(250 / 3);
    screen.type();
  }
  const used = (line.carriedBytes - before.bytes) / (20_000 * line.bytesPerMs);
  const updates = (line.painted.size - before.updates) / 20;
  await time.pass(1000);
  const cells = [
    String(mbit).padStart(6),
    `${roundTripMs} ms`.padStart(10),
    `${(used * 100).toFixed(0)} %`.padStart(5),
    `${line.longestQueueMs.toFixed(0)} ms`.padStart(13),
    `${percentile(typedMs(), 0.5).toFixed(0)} ms`.padStart(19),
    `${percentile(typedMs(), 0.95).toFixed(0)} ms`.padStart(6),
    updates.toFixed(0).padStart(8),
  ];
  console.log(cells.join('  '));
}

console.log('\nThe first picture, and the same again a second later:');
for (const bytes of pictures) {
  for (const { mbit, roundTripMs } of [{ mbit: 1000, roundTripMs: 1 }, ...lines]) {
    const time = createSimulatedTime();
    const scene = createPacedLine(time, { bytesPerMs: mbit * MBIT, roundTripMs });
    scene.screen.paint(bytes);
    scene.pacer.start();
    const firstMs = await scene.untilPainted();
    await time.pass(1000);
    scene.screen.paint(bytes);
    const againMs = await scene.untilPainted();
    console.log(`${bytes / 1000} KB, ${mbit} Mbit/s, ${roundTripMs} ms: ${firstMs} ms, ${againMs} ms`);
  }
}
