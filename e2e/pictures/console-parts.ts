import type { Page } from 'playwright-core';
import { someRecording } from './some-recording.ts';

const scripts = /\/assets\/.*\.js$/;

/** The page that plays recordings: before one is chosen, with one, and where what plays it cannot be fetched. */
export async function takeRecordings(
  page: Page,
  url: string,
  take: (name: string) => Promise<void>,
): Promise<void> {
  const { file, code } = await someRecording();
  await page.goto(`${url}/hjelper#opptak`);
  const chosen = page.locator('.recording-open input[type="file"]');
  await chosen.waitFor();
  await take('console-recordings');
  await chosen.setInputFiles({
    name: 'Skriveren.fjernrec',
    mimeType: 'application/octet-stream',
    buffer: file,
  });
  await page.locator('.recording-open input[autocomplete="off"]').fill(code);
  await page.locator('.recording-open button[type="submit"]').click();
  await page.locator('.recording-page canvas').first().waitFor();
  await take('console-recording-played');
}

/**
 * What stands in the place of parts that are not fetched yet, and never are.
 * @param page has been nowhere yet: a service worker would have fetched all by itself
 * @param connect fills in the form and begins
 */
export async function takePartsToCome(
  page: Page,
  url: string,
  connect: () => Promise<void>,
  take: (name: string) => Promise<void>,
): Promise<void> {
  await page.addInitScript('delete Navigator.prototype.serviceWorker');
  await page.goto(`${url}/hjelper`);
  await page.locator('.connect').waitFor();
  const { promise: looked, resolve: look } = Promise.withResolvers<void>();
  await page.route(scripts, async (route) => {
    await looked;
    await route.abort();
  });
  await connect();
  await page.locator('.overlay').waitFor();
  await take('session-to-come');
  look();
  await page.locator('.overlay .mark').waitFor();
  await take('session-not-fetched');
  await page.locator('.overlay button').click();
  await page.evaluate(() => {
    location.hash = 'opptak';
  });
  await page.locator('.lone').waitFor();
  await take('console-recordings-not-fetched');
}
