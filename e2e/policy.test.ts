import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type RunningBrowser } from './harness/browser.ts';
import { Resources } from './harness/resources.ts';
import { Server } from './harness/server.ts';

const resources = new Resources();
let server: Server;
let running: RunningBrowser;

beforeAll(async () => {
  [server, running] = await Promise.all([Server.start(resources), openBrowser(resources)]);
});
afterAll(() => resources.close());

it.each(['/', '/#/start', '/hjelper', '/del', '/no-such-page'])(
  '%s keeps its own Content-Security-Policy and asks nobody else for anything',
  async (path) => {
    const page = await (await running.browser.newContext({ locale: 'nb-NO' })).newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.addInitScript(() => {
      const found: string[] = [];
      Object.assign(window, { violations: found });
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        found.push(`${violatedDirective} ${blockedURI}`),
      );
    });
    await page.goto(server.url + path);
    await page.getByRole('heading').first().waitFor();
    await page.waitForLoadState('networkidle');
    const violations = () => page.evaluate(() => (window as unknown as { violations: string[] }).violations);
    expect(await violations()).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith('data:'))).toEqual([]);
    // Trusted Types hold: nothing makes markup or a script of a text.
    const isHeld = await page.evaluate(() => {
      const tries = [
        () => Object.assign(document.createElement('div'), { innerHTML: '<b>x</b>' }),
        () => Object.assign(document.createElement('script'), { text: '1' }),
        () => new Worker('data:text/javascript,1'),
      ];
      return tries.map((attempt) => {
        try {
          attempt();
          return false;
        } catch {
          return true;
        }
      });
    });
    expect(isHeld).toEqual([true, true, true]);
    await page.context().close();
  },
);
