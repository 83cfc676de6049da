import { join } from 'node:path';
import type { Resources } from '../harness/resources.ts';
import { Server } from '../harness/server.ts';
import type { Album, Look } from './album.ts';

const startLabels = { nb: 'Start fjernhjelp', nn: 'Start fjernhjelp', en: 'Start remote help' };

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36';

export async function takePortal(album: Album, url: string, look: Look): Promise<void> {
  const page = await album.open(look, { userAgent: WINDOWS });
  await page.goto(url);
  await page.locator('.portal-entry').waitFor();
  await album.take(page, 'portal', look);
  await page
    .getByRole('link', { name: 'Fjernhjelp' })
    .or(page.getByRole('link', { name: 'Remote help' }))
    .click();
  await page.locator('.door').nth(2).waitFor();
  await album.take(page, 'start', look);
  await page.getByRole('button', { name: startLabels[look.language] }).click();
  await album.take(page, 'start-opening', look);
  await page.evaluate(() => dispatchEvent(new Event('blur')));
  await page.locator('.door[data-front=true] > button').nth(1).waitFor();
  await album.take(page, 'start-opened', look);
  // Headless Chromium asks about the link where nobody sees it, and lets no mouse through meanwhile.
  const press = (selector: string) =>
    page
      .locator(`.door[data-front=true] ${selector}`)
      .last()
      .evaluate((element: HTMLElement) => element.click());
  await press('> button');
  await press('summary');
  // The file itself is of no interest.
  await page
    .locator('.door[data-front=true] a')
    .evaluate((link) => link.addEventListener('click', (event) => event.preventDefault()));
  await press('a');
  await album.take(page, 'start-package', look);
  await press('> button');
  await album.take(page, 'start-browser', look);
  await page.context().close();

  for (const [name, userAgent, lacks] of [
    ['start-handheld', PHONE, false],
    ['start-mac', MAC, false],
    ['start-old-browser', MAC, true],
  ] as const) {
    const other = await album.open(look, { userAgent });
    if (lacks)
      await other.addInitScript(() => Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia'));
    await other.goto(`${url}/#/start`);
    await other.locator('h2').first().waitFor();
    await album.take(other, name, look);
    await other.context().close();
  }

  const nowhere = await album.open(look);
  await nowhere.goto(`${url}/not-found.html`);
  await nowhere.locator('.lone').waitFor();
  await album.take(nowhere, 'not-found', look);
  await nowhere.context().close();
}

/** The guide on the screen and, once in each language, on paper. */
export async function takeGuide(album: Album, url: string, look: Look): Promise<void> {
  const page = await album.open(look);
  await page.goto(`${url}/guide`);
  await page.locator('.guide h1').waitFor();
  await page.locator('.guide-picture').evaluateAll(async (images: HTMLImageElement[]) => {
    for (const image of images) image.loading = 'eager';
    await Promise.all(images.map((image) => image.decode()));
  });
  await album.take(page, 'guide', look);
  if (look.scheme === 'light' && look.width > 1000)
    await page.pdf({
      path: join(album.folder, `guide.${look.language}.pdf`),
      preferCSSPageSize: true,
      format: 'A4',
    });
  await page.context().close();
}

export async function takeStatement(album: Album, url: string, look: Look): Promise<void> {
  const page = await album.open(look);
  await page.goto(`${url}/tilgjengelighet`);
  await page.locator('.statement h1').waitFor();
  await album.take(page, 'statement', look);
  await page.context().close();
}

/** An operator's own pages: the real server with its settings. */
export async function takeOperator(
  album: Album,
  resources: Resources,
  webFolder: string,
  looks: readonly Look[],
): Promise<void> {
  const server = await Server.start(resources, {
    FJERNHJELP_WEB_FOLDER: webFolder,
    FJERNHJELP_OPERATOR_NAME: 'Vestbygd kommune',
    FJERNHJELP_OPERATOR_COLOR: '#7a1f5c',
    FJERNHJELP_OPERATOR_LOGO_FILE: join(import.meta.dirname, 'operator-logo.svg'),
    FJERNHJELP_OPERATOR_SITE: 'https://www.vestbygd.example',
    FJERNHJELP_OPERATOR_CONTACT: 'it-hjelp@vestbygd.example',
    FJERNHJELP_OPERATOR_LINKS: 'Personvern=https://www.vestbygd.example/personvern',
  });
  for (const look of looks) {
    const page = await album.open(look);
    for (const [name, path] of [
      ['operator-portal', '/'],
      ['operator-start', '/#/start'],
    ] as const) {
      await page.goto(server.url + path);
      await page.locator('h1').waitFor();
      await album.take(page, name, look);
    }
    await page.context().close();
  }
}
