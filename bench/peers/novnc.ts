import { join } from 'node:path';
import { freePort, node, until } from '../../e2e/harness/resources.ts';
import type { BenchStage, OpenSystem } from '../systems.ts';
import { missingPackage, peerPackage, versionOf } from './packages.ts';

const PACKAGE = '@novnc/novnc';

export function missingNoVnc(): string | undefined {
  return missingPackage(PACKAGE);
}

export function describeNoVnc(): string {
  return `${versionOf(PACKAGE)} with its defaults (Tight, JPEG quality 6, compression 2)`;
}

/** A VNC server's own program, and where it listens on loopback. */
export interface VncServer {
  readonly pid: number;
  readonly port: number;
}

/** Opens noVNC in the viewer's browser, over a bridge as websockify is one. */
export async function openNoVnc(stage: BenchStage, server: VncServer): Promise<OpenSystem> {
  const { resources, viewerHost, browser, viewport, screen } = stage;
  const port = await freePort();
  const bridge = resources.spawn(node, [
    join(import.meta.dirname, 'vnc-bridge.ts'),
    String(port),
    String(server.port),
    peerPackage(PACKAGE),
  ]);
  await bridge.until('the bridge listens', ({ stdout }) => stdout.includes('listening'));
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(`http://${viewerHost}:${port}/`);
  const pictureSelector = '#screen canvas';
  await until('noVNC is connected', () =>
    page.evaluate(
      ({ selector, widthPx }) =>
        document.body.dataset['state'] === 'connect' &&
        document.querySelector<HTMLCanvasElement>(selector)?.width === widthPx,
      { selector: pictureSelector, widthPx: screen.widthPx },
    ),
  );
  await page.locator(pictureSelector).focus();
  return {
    page,
    pictureSelector,
    pids: { host: [server.pid], relay: [bridge.pid] },
    pressKey: (key) => page.keyboard.press(key),
  };
}
