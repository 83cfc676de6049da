import { chromium } from 'playwright-core';
import { servePages } from './pictures/serve.ts';
const served = await servePages('/work/wt/web/apps/web/dist');
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const locale of ['nb-NO', 'nn-NO', 'en-GB']) for (const [name, path] of [['portal','/'],['start','/#/start'],['statement','/tilgjengelighet'],['guide','/guide'],['del','/del']]) {
  const p = await b.newPage({ viewport: { width: 320, height: 640 }, locale });
  await p.goto(served.url + path); await p.locator('h1').waitFor();
  await p.screenshot({ path: `/tmp/h-${name}-${locale}.png` });
  console.log(name, locale, await p.evaluate(() => { const h = document.querySelector('h1')!; return [getComputedStyle(h).fontSize, h.offsetHeight / parseFloat(getComputedStyle(h).lineHeight), h.textContent]; }));
  await p.close();
}
await b.close(); served.close();
