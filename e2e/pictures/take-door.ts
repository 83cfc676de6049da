import type { Album, Look } from './album.ts';
import { doorStates } from './door-states.ts';
import { showWhole } from './show-whole.ts';

/** The page before anything is begun, in a browser that can, that lacks something and that cannot; and its session. */
export async function takeDoor(album: Album, url: string, look: Look): Promise<void> {
  const poor = await album.open(look);
  await poor.addInitScript(() => {
    for (const name of ['documentPictureInPicture', 'MediaStreamTrackProcessor', 'showDirectoryPicker'])
      Reflect.deleteProperty(globalThis, name);
    Object.defineProperty(Document.prototype, 'pictureInPictureEnabled', { value: false });
  });
  await poor.goto(`${url}/del`);
  await poor.locator('h1').waitFor();
  await album.take(poor, 'door-lacks', look);
  await poor.addInitScript(() => Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia'));
  await poor.reload();
  await poor.locator('h1').waitFor();
  await album.take(poor, 'door-cannot', look);
  await poor.context().close();

  const page = await album.open(look);
  await page.goto(`${url}/del`);
  await page.locator('h1').waitFor();
  await album.take(page, 'door', look);
  await page.locator('.door-start').click();
  await page.locator('.window').waitFor();
  for (const [state, status] of Object.entries(doorStates)) {
    await page.evaluate((detail) => dispatchEvent(new CustomEvent('door-status', { detail })), status);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    const limits = page.locator('.ds-details summary').filter({ visible: true });
    if (state === 'sharing') await limits.last().click();
    if (state.startsWith('recording')) await page.locator('.user-recording').evaluate(showWhole);
    if (state === 'recording-idle') await page.locator('.user-recording [aria-expanded]').click();
    await album.take(page, `door-${state}`, look);
  }
  await page.context().close();
}
