import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type RunningBrowser } from './harness/browser.ts';
import { Resources } from './harness/resources.ts';
import { Server } from './harness/server.ts';

const resources = new Resources();
let running: RunningBrowser;
let server: Server;

beforeAll(async () => {
  [server, running] = await Promise.all([Server.start(resources), openBrowser(resources)]);
});
afterAll(() => resources.close());

const sentences = [
  { locale: 'nb-NO', language: 'nb', sentence: 'Denne siden finnes ikke', front: 'Til forsiden' },
  { locale: 'nn-NO', language: 'nn', sentence: 'Denne sida finst ikkje', front: 'Til framsida' },
  { locale: 'en-GB', language: 'en', sentence: 'This page does not exist', front: 'To the front page' },
] as const;

test.each(sentences)(
  'the built page says in $language that there is no such page, and leads to the first one',
  async (wanted) => {
    const page = await running.browser.newPage({ locale: wanted.locale });
    const answer = await page.goto(`${server.url}/no-such`);
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { level: 1, name: wanted.sentence }).waitFor();
    await page.getByRole('link', { name: wanted.front }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.close();
  },
);

test.each(sentences)('and it says so without scripts', async (wanted) => {
  const page = await running.browser.newPage({ locale: wanted.locale, javaScriptEnabled: false });
  await page.goto(`${server.url}/no-such`);
  expect(await page.locator('html').getAttribute('lang')).toBe(wanted.language);
  await page.getByRole('main').getByText(wanted.sentence).waitFor();
  expect(await page.locator('#page > main').count()).toBe(1);
  expect(await page.getByRole('link', { name: wanted.front }).getAttribute('href')).toBe('/');
  await page.close();
});
