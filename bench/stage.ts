import { openBrowser } from '../e2e/harness/browser.ts';
import { Display } from '../e2e/harness/display.ts';
import type { Resources } from '../e2e/harness/resources.ts';
import { BenchLine, type LineSpeed } from './line.ts';
import type { BenchStage, ScreenPixels } from './systems.ts';

/** What a page needs around the picture: our console's toolbar is the tallest of all systems'. */
const ROOM = { widthPx: 32, heightPx: 100 };

export interface SetStage extends BenchStage {
  readonly line: BenchLine;
  /** The X server's process. */
  readonly displayPid: number;
}

/** A desktop, a line and a browser beyond it. */
export async function setBenchStage(
  resources: Resources,
  screen: ScreenPixels,
  speed: LineSpeed,
): Promise<SetStage> {
  const line = await BenchLine.open(resources, speed);
  const [display, running] = await Promise.all([
    Display.start(resources, screen),
    openBrowser(resources, {
      executablePath: line.browserCommand,
      args: [
        `--host-resolver-rules=MAP localhost ${line.hostAddress}`,
        '--disable-features=WebRtcHideLocalIpsWithMdns',
        '--autoplay-policy=no-user-gesture-required',
      ],
    }),
  ]);
  // A pointer that a system draws into the picture covers one pixel there.
  await display.run('xdotool', ['mousemove', String(screen.widthPx - 1), String(screen.heightPx - 1)]);
  return {
    resources,
    display,
    displayPid: display.pid,
    browser: running.browser,
    browserPid: running.pid,
    hostAddress: line.hostAddress,
    viewerHost: 'localhost',
    screen,
    viewport: { width: screen.widthPx + ROOM.widthPx, height: screen.heightPx + ROOM.heightPx },
    line,
  };
}
