import type { Viewer } from '@fjernhjelp/viewer';
import type { Page } from 'playwright-core';
import { Client } from '../../e2e/harness/client.ts';
import { HelperConsole } from '../../e2e/harness/console.ts';
import { PICTURE_CANVAS } from '../../e2e/harness/pixels-of.ts';
import { Server } from '../../e2e/harness/server.ts';
import { describeCommit } from '../results.ts';
import type { BenchStage, OpenSystem, SystemUnderTest } from '../systems.ts';

/** This project: server, client and console as they ship, with control granted. */
const fjernhjelp: SystemUnderTest = {
  id: 'fjernhjelp',
  name: 'Fjernhjelp',
  hasInput: true,
  async describe() {
    return `${await describeCommit()}; through the relay, control granted, no settings`;
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
      counters: {
        read: () => askViewer(helper.page, 'counters'),
        setCounted: (isCounted) => askViewer(helper.page, 'setCounted', isCounted),
      },
      async pressKey(key) {
        await helper.page.keyboard.press(key);
      },
    };
  },
};

/** Asks the viewer what the panel with the counters asks it, without opening that: it would be painted. */
function askViewer<Name extends 'counters' | 'setCounted'>(
  page: Page,
  name: Name,
  ...args: Parameters<Viewer[Name]>
): Promise<ReturnType<Viewer[Name]>> {
  return page.evaluate(
    ([asked, given]) => {
      interface Fiber {
        readonly memoizedProps?: { readonly viewer?: Record<string, (...values: unknown[]) => unknown> };
        readonly return: Fiber | null;
      }
      const element = document.querySelector('.session-screen');
      // Where React keeps whose element it is.
      const own = Object.entries(element ?? {}).find(([key]) => key.startsWith('__reactFiber$'));
      for (let fiber: Fiber | null = own?.[1] ?? null; fiber !== null; fiber = fiber.return)
        if (fiber.memoizedProps?.viewer !== undefined) return fiber.memoizedProps.viewer[asked]?.(...given);
      throw new Error('the console has no viewer');
    },
    [name as string, args as unknown[]] as const,
  ) as Promise<ReturnType<Viewer[Name]>>;
}

export const systems: readonly SystemUnderTest[] = [fjernhjelp];
