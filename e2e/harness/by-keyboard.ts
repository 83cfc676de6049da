import type { Locator } from 'playwright-core';

/** More than there is to reach on any of our pages. */
const MOST_TABS = 80;

/**
 * Goes to something with the Tab key, sees that the focus can be seen there, and presses it.
 * @throws Error when it is not reached, or when nothing shows that it has the focus
 */
export async function pressByKeyboard(target: Locator): Promise<void> {
  const page = target.page();
  await target.waitFor();
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab');
    if (!(await target.evaluate((element) => element === document.activeElement))) continue;
    const isShown = await target.evaluate((element) => {
      const { outlineStyle, boxShadow } = getComputedStyle(element);
      return outlineStyle !== 'none' || boxShadow !== 'none';
    });
    if (!isShown) throw new Error(`nothing shows that ${target} has the focus`);
    await page.keyboard.press('Enter');
    return;
  }
  throw new Error(`${MOST_TABS} tabs do not reach ${target}`);
}
