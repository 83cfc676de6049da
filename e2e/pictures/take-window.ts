import type { Album, Look } from './album.ts';
import { takeCodeQuestion } from './code-question.ts';
import { showWhole } from './show-whole.ts';
import { hostStates } from './states.ts';

const aloudLabels = { nb: 'Slik leser du det opp', nn: 'Slik les du det opp', en: 'How to read it out' };

export async function takeWindow(album: Album, url: string, look: Look): Promise<void> {
  const page = await album.open(look);
  let show = (_text: string) => {};
  let close = () => {};
  await page.routeWebSocket('**/status', (socket) => {
    show = (text) => socket.send(text);
    close = () => void socket.close();
    socket.onMessage((text) => {
      if (text === 'secret') show(JSON.stringify(hostStates['connecting']));
    });
  });
  await page.routeWebSocket('**/voice', () => {});
  await page.goto(`${url}/window.html?lang=${look.language}#secret`);
  for (const [state, status] of Object.entries(hostStates)) {
    await page.locator('h1').waitFor();
    show(JSON.stringify(status));
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    if (status.receipt !== undefined && state !== 'ended-unfinished')
      await page.locator('.receipt summary').click();
    if (state === 'ended-many-unfinished') await page.locator('.unfinished').evaluate(showWhole);
    if (state.startsWith('user-recording')) await page.locator('.user-recording').evaluate(showWhole);
    if (state === 'files-copied') await page.locator('.files-offer').first().evaluate(showWhole);
    if (state === 'user-recording-idle') await page.locator('.user-recording [aria-expanded]').click();
    await album.take(page, `window-${state}`, look);
    if (state === 'user-recording-done')
      await takeCodeQuestion(album, page, '.window-main > button', 'window', look);
    if (state !== 'waiting') continue;
    await page.getByText(aloudLabels[look.language]).click();
    await page.waitForFunction(() => scrollY > 0);
    await album.take(page, 'window-read-aloud', look);
  }
  if (page.url().includes('#')) album.problem('window: the secret is still in the address');
  close();
  await page.waitForFunction(() => document.querySelector('button') === null);
  await album.take(page, 'window-closed', look);
  await page.context().close();
}
