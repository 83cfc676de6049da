import { until } from '../../e2e/harness/resources.ts';
import type { OpenSystem, SystemUnderTest } from '../systems.ts';
import { startMeshAgent } from './meshcentral-agent.ts';
import { PACKAGE, startMeshServer } from './meshcentral-server.ts';
import { missingPackage, versionOf } from './packages.ts';

const PICTURE = '#Desk';
/** Its pages are large: over 1 Mbit/s they take most of a minute. */
const LOADED_WITHIN_MS = 120_000;

export const meshCentral: SystemUnderTest = {
  id: 'meshcentral',
  name: 'MeshCentral',
  hasInput: true,
  missing: async () => missingPackage(PACKAGE),
  async describe() {
    return `${versionOf(PACKAGE)} with the Linux agent and the web viewer that it ships, through its relay over TLS; the viewer's defaults (WebP, quality 40 %, its fastest rate), shown at 1:1`;
  },
  async open(stage): Promise<OpenSystem> {
    const { resources, viewerHost, browser, viewport, screen } = stage;
    const server = await startMeshServer(resources);
    const agent = await startMeshAgent(stage, server.agentSettings);
    const device = await until('the agent is connected', () => server.connectedDevice());
    const context = await browser.newContext({ viewport, ignoreHTTPSErrors: true });
    // Its "zoomed" display: a pixel for a pixel.
    await context.addInitScript(() => localStorage.setItem('deskAspectRatio', '1'));
    context.setDefaultTimeout(LOADED_WITHIN_MS);
    const page = await context.newPage();
    // 11: the desktop; 31: without header, menus and footer. It does not find an ID whose @ and $ are percent-encoded.
    await page.goto(`https://${viewerHost}:${server.port}/?viewmode=11&gotonode=${device}&hide=31`);
    await page.locator('#username').fill(server.user);
    await page.locator('#password').fill(server.password);
    await page.locator('#password').press('Enter');
    await page.locator('#connectbutton1:enabled').click();
    await page.waitForFunction(
      ({ selector, widthPx }) => document.querySelector<HTMLCanvasElement>(selector)?.width === widthPx,
      { selector: PICTURE, widthPx: screen.widthPx },
    );
    return {
      page,
      pictureSelector: PICTURE,
      pids: { host: [agent.pid], relay: [server.program.pid] },
      pressKey: (key) => page.keyboard.press(key),
    };
  },
};
