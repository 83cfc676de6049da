/**
 * `node bench/large-file.ts [GB]`: a file of that size from the console of a helper in headless Chromium to a user's disk, through the
 * server, in one session; the memory of both ends meanwhile, and how long a key press takes to the user's program with it and without.
 */
import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../e2e/harness/client.ts';
import { Resources } from '../e2e/harness/resources.ts';
import { openSession, setStage } from '../e2e/harness/session.ts';
import { XEventWitness } from '../e2e/harness/xev.ts';
import { peakMemoryMiB } from './cpu.ts';
import { percentile } from './statistics.ts';

const sizeBytes = Number(process.argv[2] ?? 10) * 1e9;
const KEYS = 40;
const KEY_EVERY_MS = 150;

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

/** @returns ms from the key press in the helper's page until the user's program has it, sorted */
async function pressKeys(): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < KEYS; i++) {
    witness.clear();
    const startMs = performance.now();
    await helper.page.keyboard.press('a');
    while (!witness.events.some(({ type }) => type === 'KeyPress')) await witness.nextOutput();
    took.push(performance.now() - startMs);
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
await file.close();

const memory = () => ({
  client: peakMemoryMiB([client.process.pid]).toFixed(0),
  browser: peakMemoryMiB([stage.running.pid]).toFixed(0),
});
const before = memory();

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
const beside = await pressKeys();
const target = join(home, 'Downloads', 'large.bin');
await client.until(
  'the file',
  (status) => status.helpers.some(({ files }) => files?.transfers.some(({ state }) => state === 'done')),
  3_600_000,
);
const seconds = (performance.now() - startMs) / 1000;
const after = memory();
if ((await stat(target)).size !== sizeBytes) throw new Error('the file is not whole');
console.log(
  `${sizeBytes / 1e9} GB in ${seconds.toFixed(0)} s: ${(sizeBytes / 1e6 / seconds).toFixed(0)} MB/s`,
);
console.log(`memory of the client: ${before.client} MiB at the most before, ${after.client} MiB with it`);
console.log(`memory of the browser: ${before.browser} MiB at the most before, ${after.browser} MiB with it`);
console.log(`a key press without it: ${says(alone)}; with it: ${says(beside)}`);
