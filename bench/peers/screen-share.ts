import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openBrowser } from '../../e2e/harness/browser.ts';
import { freePort, node, until } from '../../e2e/harness/resources.ts';
import type { OpenSystem, SystemUnderTest } from '../systems.ts';

/** Small and at the edge of the screen, below the workload's window; it shall work as if it were seen. */
const SHARING_FLAGS = [
  '--auto-select-desktop-capture-source=Entire screen',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--window-position=0,0',
  '--window-size=400,300',
];
/** With it, Chromium offers the addresses of every network interface and not only the one that leads to the internet. */
const permissions = ['microphone'];

/** What a meeting program does: Chromium's own screen share, from browser to browser. */
function screenShare(contentHint: 'detail' | 'motion'): SystemUnderTest {
  return {
    id: `webrtc-${contentHint}`,
    name: `browser share (WebRTC, “${contentHint}”)`,
    hasInput: false,
    async describe() {
      const { stdout } = await promisify(execFile)('/usr/bin/chromium', ['--version']);
      return `${stdout.trim()} on both sides, straight from one to the other; \`getDisplayMedia\` of the whole screen at up to 30 pictures a second, \`contentHint\` ${contentHint}, codec, rate and size of the picture as Chromium chooses`;
    },
    async open(stage): Promise<OpenSystem> {
      const { resources, display, viewerHost, browser, viewport, screen } = stage;
      const port = await freePort();
      const signalling = resources.spawn(node, [
        join(import.meta.dirname, 'screen-share-server.ts'),
        String(port),
      ]);
      await signalling.until('signalling listens', ({ stdout }) => stdout.includes('listening'));
      const viewerContext = await browser.newContext({ viewport, permissions });
      const page = await viewerContext.newPage();
      await page.goto(`http://${viewerHost}:${port}/viewer?${screen.widthPx}x${screen.heightPx}`);
      const sharing = await openBrowser(resources, { display, args: SHARING_FLAGS });
      const sharingContext = await sharing.browser.newContext({ viewport: null, permissions });
      const sharingPage = await sharingContext.newPage();
      await sharingPage.goto(`http://localhost:${port}/host?${contentHint}`);
      await sharingPage.getByRole('button').click();
      await until('the share is shown', () =>
        page.evaluate(() => (document.querySelector('video')?.videoWidth ?? 0) > 0),
      );
      return {
        page,
        pictureSelector: 'video',
        adaptsSize: true,
        pids: { host: [sharing.pid], relay: [signalling.pid] },
      };
    },
  };
}

export const webrtcDetail: SystemUnderTest = screenShare('detail');
export const webrtcMotion: SystemUnderTest = screenShare('motion');
