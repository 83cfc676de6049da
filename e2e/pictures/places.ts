import type { HostStatus } from '@fjernhjelp/host/status';
import type { ViewerStatus } from '@fjernhjelp/viewer/status';
import type { Page } from 'playwright-core';
import type { DoorStatus } from '../../apps/web/src/door/door-status.ts';
import { doorStates } from './door-states.ts';
import { hostStates, viewerStates } from './states.ts';

/** Shows one thing on a page of the build with stubs (`build.ts`). @param url of the server, @param language of the browser */
export type Place = (page: Page, url: string, language: string) => Promise<void>;

const portal =
  (path: string): Place =>
  async (page, url) => {
    await page.goto(url + path);
    await page.locator('h1').first().waitFor();
  };

const door =
  (state: string): Place =>
  async (page, url) => {
    await page.goto(`${url}/del`);
    await page.locator('.door-start').click();
    await page.locator('.window').waitFor();
    await tell(page, 'door-status', doorStates[state]);
  };

const clientWindow =
  (state: string): Place =>
  async (page, url, language) => {
    await page.unrouteAll();
    await page.routeWebSocket('**/status', (socket) =>
      socket.onMessage(() => socket.send(JSON.stringify(hostStates[state]))),
    );
    await page.routeWebSocket('**/voice', () => {});
    await page.goto(`${url}/window.html?lang=${language}#secret-${state}`);
    await page.locator('.window-foot, .notice').first().waitFor();
  };

const session =
  (state: string, panel = ''): Place =>
  async (page, url) => {
    await page.goto(`${url}/hjelper`);
    const fields = page.locator('form input');
    await fields.nth(0).fill('123-456-782');
    await fields.nth(1).fill('lamo vikesado-rija');
    await fields.nth(2).fill('Kari Hansen');
    await page.locator('.connect-button').click();
    await page.locator('.session').waitFor();
    await tell(page, 'viewer-status', viewerStates[state]);
    await page.locator('.toolbar, .overlay').first().waitFor();
    if (panel === '') return;
    const button = page.locator(`.toolbar [aria-controls="panel-${panel}"]`);
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
    await page.locator(`#panel-${panel}`).waitFor();
  };

/** Tells the stub until the page says something else than before: it may not listen yet. */
export async function tell(
  page: Page,
  event: string,
  status: HostStatus | ViewerStatus | DoorStatus | undefined,
): Promise<void> {
  if (status === undefined) throw new Error('no such state');
  await page.waitForFunction(() => document.title.includes('…'));
  await page.waitForFunction(
    ([type, detail, before]) => {
      dispatchEvent(new CustomEvent(type, { detail: JSON.parse(detail) }));
      return document.title !== before;
    },
    [event, JSON.stringify(status), await page.title()] as const,
  );
}

/** What people see most, each of its kind once. */
export const places: Readonly<Record<string, Place>> = {
  portal: portal('/'),
  start: portal('/#/start'),
  'browser door': portal('/del'),
  guide: portal('/guide'),
  statement: portal('/tilgjengelighet'),
  'connect page': portal('/hjelper'),
  recordings: portal('/hjelper#opptak'),
  'door, sharing': door('sharing'),
  'window, waiting': clientWindow('waiting'),
  'window, asking': clientWindow('asking-long'),
  'window, asked for control': clientWindow('control-asked'),
  'window, everything': clientWindow('chat'),
  'window, files': clientWindow('files'),
  'window, ended': clientWindow('ended'),
  'session, waiting': session('waiting'),
  'session, control': session('control'),
  'session, chat': session('chat', 'chat'),
  'session, screens': session('screens', 'screens'),
  'session, drawing': session('drawing', 'drawing'),
  'session, files': session('files', 'files'),
  'session, paused': session('paused'),
  'session, ended': session('ended-by-user'),
};
