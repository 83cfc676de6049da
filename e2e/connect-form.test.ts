import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser, type RunningBrowser } from './harness/browser.ts';
import { Resources, root } from './harness/resources.ts';
import { servePages } from './pictures/serve.ts';

const resources = new Resources();
let running: RunningBrowser;
let url: string;
let page: Page;

beforeAll(async () => {
  const served = await servePages(join(root, 'apps/web/dist'));
  resources.add(() => served.close());
  url = served.url;
  running = await openBrowser(resources);
});
afterAll(() => resources.close());

beforeEach(async () => {
  const context = await running.browser.newContext({ locale: 'nb-NO' });
  resources.add(() => context.close());
  page = await context.newPage();
  await page.goto(`${url}/hjelper`);
});

const idField = () => page.getByLabel('ID', { exact: true });
const passwordField = () => page.getByLabel('Passord');

async function paste(text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text', pasted);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

test.each([
  [1280, 720],
  [1180, 820],
  [820, 1180],
])('%d × %d: the whole form is seen at once', async (width, height) => {
  await page.setViewportSize({ width, height });
  const button = await page.getByRole('button', { name: 'Koble til' }).boundingBox();
  expect((button?.y ?? height) + (button?.height ?? 0)).toBeLessThan(height);
});

describe('the fields of the console', () => {
  test('group what is typed, in capitals', async () => {
    await idField().pressSequentially('123456782');
    expect(await idField().inputValue()).toBe('123 456 782');
    await passwordField().pressSequentially('lamo-vikesado rija');
    expect(await passwordField().inputValue()).toBe('LAMO VIKE SADO RIJA');
  });

  test('keep the caret where the person is correcting', async () => {
    await idField().pressSequentially('12456782');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('3');
    expect(await idField().inputValue()).toBe('123 456 782');
    // The caret stands behind the 3: what is deleted next is the 3, and then the 2.
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    expect(await idField().inputValue()).toBe('145 678 2');
    await page.keyboard.press('Delete');
    expect(await idField().inputValue()).toBe('156 782');
  });

  test('let Backspace and Delete through the spaces between groups', async () => {
    await idField().pressSequentially('1234');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    expect(await idField().inputValue()).toBe('12');
    await page.keyboard.type('345');
    await page.keyboard.press('Home');
    for (let press = 0; press < 5; press++) await page.keyboard.press('Delete');
    expect(await idField().inputValue()).toBe('');
  });

  test('say what is wrong while typing, and nothing while it is merely unfinished', async () => {
    await idField().pressSequentially('123 456 78');
    expect(await page.getByText('stemmer ikke').count()).toBe(0);
    await page.keyboard.type('3');
    await page.getByText('stemmer ikke').waitFor();
    await page.keyboard.press('Backspace');
    await page.getByText('stemmer ikke').waitFor({ state: 'detached' });
  });

  test('take ID and password pasted together', async () => {
    await passwordField().focus();
    await paste('Hei! Din ID: 123 456 782, passord: lamo vike sado rija');
    expect(await idField().inputValue()).toBe('123 456 782');
    expect(await passwordField().inputValue()).toBe('LAMO VIKE SADO RIJA');
    expect(await page.getByLabel('Navnet ditt').evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
  });

  test('go to the first one that is wrong when the person is done', async () => {
    await idField().pressSequentially('123456782');
    await page.getByRole('button', { name: 'Koble til' }).click();
    expect(await passwordField().evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByText('Skriv passordet').waitFor();
  });

  test('are remembered for the next time but for the ID and the password', async () => {
    await idField().pressSequentially('123456782');
    await passwordField().pressSequentially('lamovikesadorija');
    await page.getByLabel('Navnet ditt').fill('Kari Hansen');
    await page.getByLabel('Virksomhet').fill('Leverandør AS');
    await page.getByRole('button', { name: 'Koble til' }).click();
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).toContain('Kari Hansen');
    expect(kept.replaceAll(' ', '').toUpperCase()).not.toMatch(/LAMOVIKE|123456782/);
    await page.goto(`${url}/hjelper`);
    expect(await page.getByLabel('Navnet ditt').inputValue()).toBe('Kari Hansen');
    expect(await passwordField().inputValue()).toBe('');
  });
});
