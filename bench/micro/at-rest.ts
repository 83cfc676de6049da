// What a session costs while nothing happens: the client with its window, the window by itself, and the helper's browser, while they wait for each other
// and while they are connected: `node bench/micro/at-rest.ts [--seconds 5]`. A screen of 1920×1080, % of a core: the kernel's own count (schedstat).
// docs/decisions/0022 quotes it.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { mainProcessOf } from '../../e2e/harness/browser.ts';
import { Client } from '../../e2e/harness/client.ts';
import { ClientWindow } from '../../e2e/harness/client-window.ts';
import { HelperConsole } from '../../e2e/harness/console.ts';
import { Resources } from '../../e2e/harness/resources.ts';
import { setStage } from '../../e2e/harness/session.ts';
import { familyMs } from '../cpu.ts';

/** Until what has just been shown is painted and compiled. */
const SETTLE_MS = 6000;

const { values: options } = parseArgs({ options: { seconds: { type: 'string', default: '5' } } });
const seconds = Number(options.seconds);

await using resources = new Resources();
const stage = await setStage(resources, { widthPx: 1920, heightPx: 1080 });
const { env, attach } = await ClientWindow.prepare(resources);
const client = Client.start(stage.display, stage.server.url, { args: ['--lang', 'nb'], env });
const window = await attach();
const processes = {
  'client and window': client.process.pid,
  window: await mainProcessOf(window.page.context().browser()!),
  'helper’s browser': stage.running.pid,
};
const rows: Record<string, Record<string, string>> = {};

await look('the user waits for a helper');
const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
await helper.connect(await window.readAloud());
await look('the helper waits for the user');
await window.press('Tillat');
await helper.connected();
await look('connected');
await helper.askForControl();
await window.press(/Tillat/);
await helper.shows('Du styrer');
await look('in control');
console.table(rows);
await resources.close();
process.exit(0);

async function look(state: string): Promise<void> {
  await sleep(SETTLE_MS);
  const ranMs = () => Object.entries(processes).map(([name, pid]): [string, number] => [name, familyMs(pid)]);
  const before = Object.fromEntries(ranMs());
  await sleep(seconds * 1000);
  const percent = ranMs().map(([name, ms]) => [name, ((ms - (before[name] ?? 0)) / seconds / 10).toFixed(1)]);
  rows[state] = Object.fromEntries(percent);
}
