import type { Page } from 'playwright-core';
import type { Album, Look } from './album.ts';
import { takeCodeQuestion } from './code-question.ts';
import { takePartsToCome, takeRecordings } from './console-parts.ts';
import { recentSessions, takeTabs } from './console-tabs.ts';
import { showWhole } from './show-whole.ts';
import { viewerStates, viewerWordings } from './states.ts';

const connectLabels = {
  nb: ['Passord', 'Navnet ditt', 'Virksomhet', 'Koble til'],
  nn: ['Passord', 'Namnet ditt', 'Verksemd', 'Kople til'],
  en: ['Password', 'Your name', 'Organisation', 'Connect'],
} as const;
/** Which panels are opened in which states of a session. */
const panelsLookedAt: Readonly<Record<string, readonly string[]>> = {
  screens: ['screens', 'counters'],
  drawing: ['drawing'],
  'drawing-paused': ['drawing'],
  people: ['people'],
  recording: ['recording'],
  'user-recording-running': ['recording'],
  'others-record': ['people'],
  files: ['files'],
  chat: ['chat'],
  'chat-off': ['chat'],
  clipboard: ['clipboard'],
  'clipboard-off': ['clipboard'],
  system: ['system'],
  'system-none': ['system'],
  voice: ['voice'],
  'voice-offered': ['voice'],
  'voice-not-possible': ['voice'],
};

export async function takeConsole(album: Album, url: string, look: Look, wordings: boolean): Promise<void> {
  const page = await album.open(look);
  const [password, name, organisation, connect] = connectLabels[look.language];
  await page.goto(`${url}/hjelper`);
  await page.locator('.connect').waitFor();
  await album.take(page, 'console', look);
  const button = page.getByRole('button', { name: connect });
  const id = page.getByLabel('ID', { exact: true });
  await id.fill('123456783');
  await page.getByLabel(password).fill('lamm');
  await button.click();
  await album.take(page, 'console-problems', look);
  await id.fill('123-456-782');
  await page.getByLabel(password).fill('lamo vikesado-rija');
  await page.getByLabel(name).fill('Kari Hansen');
  await page.getByLabel(organisation).fill('Leverandør AS');
  await album.take(page, 'console-filled', look);

  const all = { ...viewerStates, ...(wordings && viewerWordings) };
  await button.click();
  for (const [state, status] of Object.entries(all)) {
    await page.locator('.session').waitFor();
    const begun = async () => {
      await page.evaluate((detail) => dispatchEvent(new CustomEvent('viewer-status', { detail })), status);
    };
    await begun();
    if (status.phase !== 'connecting') await page.waitForFunction((title) => document.title !== title, '');
    if (status.receipt !== undefined && state !== 'ended-unfinished')
      await page.locator('.receipt summary').click();
    if (state === 'ended-many-unfinished') await page.locator('.unfinished').evaluate(showWhole);
    await album.take(page, `session-${state}`, look);
    if (state === 'ended-recorded')
      await takeCodeQuestion(album, page, '.overlay-card > button', 'session', look);
    if (state === 'connected') {
      await page.locator('.toolbar-actions > button').first().click();
      await page.locator('.ask-reason').waitFor();
      await album.take(page, 'session-ask-reason', look);
      await page.keyboard.press('Escape');
    }
    if (state === 'typing') {
      const menu = page.locator('[data-opens="panel-typing"]');
      await menu.click();
      await page
        .locator('.keys-menu')
        .evaluate((opened) => Promise.all(opened.getAnimations().map(({ finished }) => finished)));
      await album.take(page, 'session-keys', look);
      await page.locator('.keys-menu > ul').first().locator('> li > button').last().click();
      await page.locator('#panel-typing textarea').fill('Blåbærsyltetøy på Ærøskøbing '.repeat(180));
      await begun();
      await album.take(page, 'session-typing', look);
      await page.locator('#panel-typing button').first().click();
    }
    const panels = panelsLookedAt[state] ?? [];
    for (const panel of panels) {
      const button = page.locator(`.toolbar [aria-controls="panel-${panel}"]`);
      await button.click();
      if (panel === 'counters') await page.locator('.panel dl').first().waitFor();
      await album.take(page, `session-${state}-${panel}`, look);
      await button.click();
    }
  }
  await page.context().close();

  const several = await album.open(look);
  await several.goto(`${url}/hjelper`);
  await several.evaluate(
    (sessions) => localStorage.setItem('fjernhjelp.recent-sessions', JSON.stringify(sessions)),
    recentSessions,
  );
  await several.reload();
  await several.locator('.recent li').first().waitFor();
  await album.take(several, 'console-recent', look);
  const connectTo = async (on: Page, otherId: string) => {
    await on.getByLabel('ID', { exact: true }).fill(otherId);
    await on.getByLabel(password).fill('lamo vikesado-rija');
    await on.getByLabel(name).fill('Kari Hansen');
    await on.getByRole('button', { name: connect }).click();
  };
  await takeTabs(
    several,
    (otherId) => connectTo(several, otherId),
    (picture) => album.take(several, picture, look),
  );
  await several.goto(`${url}/offline.html`);
  await several.locator('.lone h1').waitFor();
  await album.take(several, 'console-offline', look);
  await several.context().close();

  const player = await album.open(look);
  await takeRecordings(player, url, (picture) => album.take(player, picture, look));
  await player.context().close();

  const parts = await album.open(look);
  await takePartsToCome(
    parts,
    url,
    () => connectTo(parts, '123456782'),
    (picture) => album.take(parts, picture, look),
  );
  await parts.context().close();

  const poor = await album.open(look);
  await poor.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await poor.goto(`${url}/hjelper`);
  await poor.locator('.missing-feature').waitFor();
  await album.take(poor, 'console-missing-webassembly', look);
  await poor.context().close();
}
