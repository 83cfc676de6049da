/**
 * `node bench/large-file.ts [GB]`: a file of that size from the console of a helper in headless Chromium to a user's disk, through the
 * server, in one session; the memory of both ends meanwhile, how long a key press takes to the user's program with it and without, and whether
 * `sha256sum` says the same of both files.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from '../e2e/harness/client.ts';
import { Resources } from '../e2e/harness/resources.ts';
import { openSession, setStage } from '../e2e/harness/session.ts';
import { XEventWitness } from '../e2e/harness/xev.ts';
import { memoryMiB, peakMemoryMiB } from './cpu.ts';
import { percentile } from './statistics.ts';

const sizeBytes = Number(process.argv[2] ?? 10) * 1e9;
const KEYS = 40;
const HOUR_MS = 3_600_000;
const KEY_EVERY_MS = 150;
/** The file is holes but for a mark so often, each another: a piece in a wrong place shows, and the disk has little to do. */
const MARK_EVERY_BYTES = 1024 * 1024;

await using resources = new Resources();
const stage = await setStage(resources);
const home = await resources.temporaryFolder('large');
await mkdir(join(home, 'Downloads'));
const client = Client.start(stage.display, stage.server.url, {
  args: ['--no-window'],
  env: { HOME: home, XDG_CONFIG_HOME: home },
});
const { helper } = await openSession(stage, { client, control: true });
const witness = await XEventWitness.open(stage.display);
await helper.clickAt(300, 300);

/** @returns when the user's program has had a key press */
async function keyCame(): Promise<number> {
  while (!witness.events.some(({ type }) => type === 'KeyPress')) await witness.nextOutput();
  return performance.now();
}

/** @returns ms from the key press in the helper's page until the user's program has it, sorted */
async function pressKeys(): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < KEYS; i++) {
    witness.clear();
    // Listened for from the start: the browser says late that it has pressed the key, long after the program has it.
    const came = keyCame();
    const startMs = performance.now();
    await helper.page.keyboard.press('a');
    took.push((await came) - startMs);
    await sleep(KEY_EVERY_MS);
  }
  return took.sort((a, b) => a - b);
}

const says = (took: readonly number[]) =>
  `p50 ${percentile(took, 0.5).toFixed(0)} ms, p95 ${percentile(took, 0.95).toFixed(0)} ms`;

const alone = await pressKeys();
const large = join(home, 'large.bin');
const file = await open(large, 'w');
await file.truncate(sizeBytes);
for (let at = 0; at < sizeBytes - 16; at += MARK_EVERY_BYTES) await file.write(randomBytes(16), 0, 16, at);
await file.close();

const ends = [
  ['client', client.process.pid],
  ['browser', stage.running.pid],
] as const;
const memory = (of: typeof memoryMiB) => ends.map(([, pid]) => of([pid]).toFixed(0));
const peakBefore = memory(peakMemoryMiB);

await helper.page.getByRole('button', { name: /^Filer/ }).click();
const devtools = await helper.page.context().newCDPSession(helper.page);
const { root } = await devtools.send('DOM.getDocument');
const { nodeId } = await devtools.send('DOM.querySelector', {
  nodeId: root.nodeId,
  selector: '[data-testid="files"]',
});
// By its path: Playwright would carry all of it to the browser first.
await devtools.send('DOM.setFileInputFiles', { nodeId, files: [large] });
await helper.sayWhy();
await client.allowGrant('files-to-user');
const { helpers } = await client.until('what is offered', (status) =>
  status.helpers.some(({ files }) => files?.transfers.some(({ state }) => state === 'offered')),
);
const person = helpers[0]?.person ?? 0;
const transfer = helpers[0]?.files?.transfers[0]?.number ?? 0;
const startMs = performance.now();
client.command({ type: 'files-accept', person, transfer, folder: join(home, 'Downloads') });
await helper.clickAt(300, 300);
const atStart = memory(memoryMiB);
const atHalf = client
  .until(
    'half of the file',
    (status) =>
      status.helpers.some(({ files }) =>
        files?.transfers.some(({ doneBytes, state }) => state === 'done' || doneBytes > sizeBytes / 2),
      ),
    HOUR_MS,
  )
  .then(() => memory(memoryMiB));
const beside = await pressKeys();
const target = join(home, 'Downloads', 'large.bin');
await client.until(
  'the file',
  (status) => status.helpers.some(({ files }) => files?.transfers.some(({ state }) => state === 'done')),
  HOUR_MS,
);
const seconds = (performance.now() - startMs) / 1000;
const middle = await atHalf;
const atEnd = memory(memoryMiB);
const peakAfter = memory(peakMemoryMiB);
const sums = await Promise.all(
  [large, target].map(async (path) => (await promisify(execFile)('sha256sum', [path])).stdout.slice(0, 64)),
);
if (sums[0] !== sums[1]) throw new Error(`the file is another: ${sums.join(' and ')}`);
console.log(
  `${sizeBytes / 1e9} GB in ${seconds.toFixed(0)} s: ${(sizeBytes / 1e6 / seconds).toFixed(0)} MB/s; SHA-256 ${sums[0]} at both`,
);
for (const [i, [name]] of ends.entries())
  console.log(
    `memory of the ${name}: ${atStart[i]} MiB at the start, ${middle[i]} in the middle, ${atEnd[i]} at the end; at the most ${peakBefore[i]} before and ${peakAfter[i]} with it`,
  );
console.log(`a key press without it: ${says(alone)}; with it: ${says(beside)}`);
