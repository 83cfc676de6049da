// What the browser door costs the user's machine while a helper looks at a screen of 1920×1080: `node bench/micro/door-cpu.ts [--workload rest | typing |
// scroll | …] [--seconds 6]`. CPU of the sharing browser by thread, of each second: the kernel's own count (schedstat). docs/decisions/0023 quotes it.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { mainProcessOf } from '../../e2e/harness/browser.ts';
import { comparePixels } from '../../e2e/harness/display.ts';
import { share } from '../../e2e/harness/door.ts';
import { node, Resources, until } from '../../e2e/harness/resources.ts';
import { setStage } from '../../e2e/harness/session.ts';
import { threadTimes } from '../cpu.ts';

/** Until the door takes it that nothing moves any more. */
const SETTLE_MS = 9000;
const LISTED = 6;

const { values: options } = parseArgs({
  options: { workload: { type: 'string', default: 'rest' }, seconds: { type: 'string', default: '6' } },
});
const seconds = Number(options.seconds);

await using resources = new Resources();
const screen = { widthPx: 1920, heightPx: 1080 };
const stage = await setStage(resources, screen);
const { door, helper } = await share(resources, stage);
const pid = await mainProcessOf(door.page.context().browser()!);
await door.hideCopy();
const painting = options.workload === 'rest' ? undefined : await startPainter(options.workload);
await sleep(SETTLE_MS);

const before = threadTimes(pid);
painting?.child.stdin?.write('go\n');
await sleep(seconds * 1000);
const ranMs = new Map<string, number>();
for (const [thread, { name, ms }] of threadTimes(pid))
  ranMs.set(name, (ranMs.get(name) ?? 0) + ms - (before.get(thread)?.ms ?? 0));
const percent = (ms: number) => `${(ms / seconds / 10).toFixed(1)} % of a core`;
console.log(`the whole browser: ${percent([...ranMs.values()].reduce((sum, ms) => sum + ms, 0))}`);
for (const [name, ms] of [...ranMs].toSorted(([, one], [, other]) => other - one).slice(0, LISTED))
  console.log(`  ${name.padEnd(36)} ${percent(ms)}`);

await painting?.until('the last paint', ({ stdout }) => stdout.includes('\ndone'));

// What comes after it, and ends the rest, is seen on every pixel.
const rested = await helper.pixels();
await stage.display.xterm('ends the rest', { geometry: '40x10+1200+600', command: ['sleep', '600'] });
await until('the helper sees what ended the rest', async () => {
  const seen = await helper.pixels();
  const { different } = comparePixels(await door.capturedPixels(), seen);
  return different === 0 && comparePixels(rested, seen).different > 0;
});

async function startPainter(workload: string) {
  const painter = stage.display.start(node, [
    join(import.meta.dirname, '../workloads/painter.ts'),
    ...[workload, options.seconds, String(screen.widthPx), String(screen.heightPx)],
  ]);
  await painter.until('the first paint', ({ stdout }) => stdout.includes('\npaint 0 '));
  return painter;
}
