import type { Page } from 'playwright-core';
import { viewerStates } from './states.ts';

const AT_NOON = Date.UTC(2026, 10, 25, 12, 0);
const MINUTE = 60_000;

/** What a browser has kept of sessions (apps/web/src/console/recent). */
export const recentSessions = [
  {
    fromMs: AT_NOON,
    toMs: AT_NOON + 23 * MINUTE,
    endReason: 'ended-by-user',
    reason: 'Skriveren virker ikke',
    ticket: 'INC0012345',
    note: 'Byttet driver, ba om omstart.',
  },
  {
    fromMs: AT_NOON - 1440 * MINUTE,
    toMs: AT_NOON - 1439 * MINUTE,
    endReason: 'host-lost',
    reason: '',
    ticket: '',
    note: '',
  },
] as const;

/**
 * Two sessions beside each other, the question before one is closed, the shortcuts' sheet, and a toolbar that is out of the way. By
 * shortcuts, which are the same in each language.
 * @param connect fills in the form with that ID and begins
 */
export async function takeTabs(
  page: Page,
  connect: (id: string) => Promise<void>,
  take: (name: string) => Promise<void>,
): Promise<void> {
  const tell = (state: string) =>
    page.evaluate((told) => {
      dispatchEvent(new CustomEvent('viewer-status', { detail: JSON.parse(told) }));
    }, JSON.stringify(viewerStates[state]));
  const press = (key: string) => page.keyboard.press(`Control+Alt+Shift+${key}`);
  const dialog = page.locator('dialog[open]');

  await connect('123456782');
  await page.locator('.session-place').waitFor();
  await tell('control');
  await page.locator('.toolbar').waitFor();
  await press('KeyT');
  await page.locator('.toolbar-handle').waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.mouse.move(5, 400);
  await take('session-toolbar-hidden');
  // What nobody may overlook is seen all the same.
  await tell('others-record');
  await page.locator('.session-marks .recording-mark').first().waitFor();
  await take('session-toolbar-hidden-marks');
  await tell('control');
  await press('KeyT');
  await press('KeyN');
  await page.locator('.session-tabs').waitFor();
  await take('console-beside-session');
  await connect('870042322');
  await page.locator('.session-place').nth(1).waitFor();
  await tell('chat');
  await page.locator('.toolbar').waitFor();
  await take('session-tabs');
  await press('KeyW');
  await dialog.waitFor();
  await take('session-close-question');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await press('KeyH');
  await dialog.waitFor();
  await take('session-shortcuts');
}
