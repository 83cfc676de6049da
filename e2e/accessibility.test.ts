import { afterEach, expect, test } from 'vitest';
import { axeViolations } from './harness/axe.ts';
import { openBrowser } from './harness/browser.ts';
import { Resources } from './harness/resources.ts';
import { Server } from './harness/server.ts';
import { readAxeRecord } from './pictures/axe-results.ts';

const resources = new Resources();
afterEach(() => resources.close());

const paths = ['/', '/#/start', '/guide', '/hjelper', '/finnes-ikke', '/tilgjengelighet'];

test('the accessibility statement is true: axe finds nothing on the pages that it does not tell of', async () => {
  const record = readAxeRecord();
  const told = new Set(Object.values(record.parts).flatMap(({ violations }) => violations));
  const server = await Server.start(resources);
  const { browser } = await openBrowser(resources);
  for (const locale of ['nb-NO', 'nn-NO', 'en-GB']) {
    const page = await browser.newPage({ locale });
    for (const path of paths) {
      await page.goto(server.url + path);
      await page.locator('h1').first().waitFor();
      const untold = (await axeViolations(page)).filter(({ id }) => !told.has(id));
      expect(
        untold.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        `${path} in ${locale}`,
      ).toEqual([]);
    }
    expect(await page.locator('main').innerText()).toContain(record.axe);
    await page.close();
  }
});
