import type { Page } from 'playwright-core';
import type { Album, Look } from './album.ts';

/** What is asked before the code of a recording is lost. @param way what would lose it */
export async function takeCodeQuestion(
  album: Album,
  page: Page,
  way: string,
  of: string,
  look: Look,
): Promise<void> {
  await page.locator(way).first().click();
  await page.locator('.code-question').waitFor();
  await album.take(page, `${of}-code-question`, look);
  await page.keyboard.press('Escape');
}
