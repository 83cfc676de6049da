import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { Client } from '../../e2e/harness/client.ts';
import { HelperConsole } from '../../e2e/harness/console.ts';
import { PICTURE_CANVAS } from '../../e2e/harness/pixels-of.ts';
import { root } from '../../e2e/harness/resources.ts';
import { Server } from '../../e2e/harness/server.ts';
import type { OwnCounters } from '../own-counters.ts';
import type { BenchStage, OpenSystem, SystemUnderTest } from '../systems.ts';

/** This project: server, client and console as they ship, with control granted. */
const fjernhjelp: SystemUnderTest = {
  id: 'fjernhjelp',
  name: 'Fjernhjelp',
  hasInput: true,
  async describe() {
    const version = await promisify(execFile)('git', ['describe', '--always', '--dirty'], { cwd: root }).then(
      ({ stdout }) => `commit ${stdout.trim()}`,
      () => 'not from a git checkout',
    );
    return `${version}; through the relay, control granted, no settings`;
  },
  async open(stage: BenchStage): Promise<OpenSystem> {
    const { resources, display, browser, screen, viewport } = stage;
    const server = await Server.start(resources, { FJERNHJELP_HOST: '0.0.0.0' });
    const client = Client.start(display, `http://127.0.0.1:${server.port}`);
    const helper = await HelperConsole.open(browser, `http://${stage.viewerHost}:${server.port}`, {
      viewport,
    });
    const credentials = await client.credentials();
    await helper.connect(credentials);
    await client.allow();
    await helper.connected();
    await helper.askForControl();
    await client.allowControl();
    await helper.shows('Du styrer');
    await helper.clickAt(screen.widthPx - 3, screen.heightPx - 3);
    return {
      page: helper.page,
      pictureSelector: PICTURE_CANVAS,
      pids: { host: [client.process.pid], relay: [server.process.pid] },
      counters: () => readCounters(helper.page),
      async pressKey(key) {
        await helper.page.keyboard.press(key);
      },
    };
  },
};

/** Reads what the panel with the counters shows, without opening it: the host would send more then. @returns the viewer's own */
function readCounters(page: Page): Promise<OwnCounters> {
  return page.evaluate(() => {
    interface Fiber {
      readonly memoizedProps?: { readonly viewer?: { counters(): OwnCounters } };
      readonly return: Fiber | null;
    }
    const element = document.querySelector('.session-screen');
    // Where React keeps whose element it is.
    const own = Object.entries(element ?? {}).find(([name]) => name.startsWith('__reactFiber$'));
    for (let fiber: Fiber | null = own?.[1] ?? null; fiber !== null; fiber = fiber.return)
      if (fiber.memoizedProps?.viewer !== undefined) return fiber.memoizedProps.viewer.counters();
    throw new Error('the console has no viewer');
  });
}

export const systems: readonly SystemUnderTest[] = [fjernhjelp];
