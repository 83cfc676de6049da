import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './harness/browser.ts';
import {
  cutOff,
  endlessMovements,
  smallTargets,
  spaceText,
  unseenControls,
  unseenFocus,
} from './harness/fit.ts';
import { Resources, root } from './harness/resources.ts';
import { places } from './pictures/places.ts';
import { serveShippedPages } from './pictures/serve-shipped.ts';

const resources = new Resources();
const pictures = process.env['FJERNHJELP_PICTURES'];
let url: string;
let browser: Browser;

beforeAll(async () => {
  url = await serveShippedPages(resources);
  ({ browser } = await openBrowser(resources));
});
afterAll(() => resources.close());

async function openPage(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  resources.add(() => context.close());
  return context.newPage();
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures)
    await page.screenshot({ path: join(root, pictures, `${name.replaceAll(/[ ,]+/g, '-')}.png`) });
}

const all = Object.entries(places);

describe('with the system’s own colours', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openPage({
      locale: 'nb-NO',
      viewport: { width: 1280, height: 800 },
      forcedColors: 'active',
    });
  });

  test.each(all)('%s: edges, choices and the focus are seen without any background', async (name, show) => {
    // A change behind the # alone would load nothing.
    await page.goto('about:blank');
    await show(page, url, 'nb');
    await picture(page, `forced ${name}`);
    expect((await unseenControls(page)).join('\n')).toBe('');
    expect((await unseenFocus(page)).join('\n')).toBe('');
  });
});

describe.each([
  ['at 200 %', 'en-GB', { width: 640, height: 400 }, 2],
  ['320 pixels wide', 'nb-NO', { width: 320, height: 640 }, 1],
  ['at 1280 × 720', 'nn-NO', { width: 1280, height: 720 }, 1],
  ['on a tablet', 'nb-NO', { width: 768, height: 1024 }, 1],
] as const)('%s', (size, locale, viewport, deviceScaleFactor) => {
  let page: Page;
  beforeAll(async () => {
    page = await openPage({ locale, viewport, deviceScaleFactor });
  });

  test.each(all)(
    '%s: nothing is lost, with wide text neither; targets are large enough; nothing moves',
    async (name, show) => {
      await page.goto('about:blank');
      await show(page, url, locale.slice(0, 2));
      await picture(page, `${size} ${name}`);
      expect((await cutOff(page)).join('\n')).toBe('');
      expect((await smallTargets(page)).join('\n')).toBe('');
      expect((await endlessMovements(page)).join('\n')).toBe('');
      await spaceText(page);
      await picture(page, `${size} ${name} spaced`);
      expect((await cutOff(page)).join('\n')).toBe('');
    },
  );
});

test('colours and language stay as they were chosen, after a reload and in a new tab', async () => {
  const page = await openPage({ locale: 'nb-NO', colorScheme: 'light' });
  await page.goto(url);
  await page.getByTitle('Mørkt').click();
  await page.getByText('English').click();
  await page.getByRole('heading', { name: 'Self-service' }).waitFor();
  const isAsChosen = async (shown: Page) => {
    await shown.locator('html[lang="en"][data-color-scheme="dark"]').waitFor();
    const ground = await shown.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toMatch(/^rgb\(\d?\d, \d?\d, \d?\d\)$/);
  };
  await page.reload();
  await isAsChosen(page);
  for (const path of ['/', '/del', '/hjelper', '/guide', '/tilgjengelighet']) {
    const tab = await page.context().newPage();
    await tab.goto(url + path);
    await isAsChosen(tab);
    await tab.close();
  }
});
