import type { Page } from 'playwright-core';

/**
 * Presses Tab through a page from its beginning.
 * @returns what can be used with a mouse and was never reached, by tag and name; one of a group of radio buttons stands for all
 */
export async function unreachedByKeyboard(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex="0"]',
    );
    let found = 0;
    for (const element of all) {
      delete element.dataset['reach'];
      const isThere =
        element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
      // A tool or tab of a group that has one tab stop is reached with the arrow keys.
      if (!isThere || element.matches(':disabled') || element.tabIndex < 0) continue;
      const group = element instanceof HTMLInputElement && element.type === 'radio' ? element.name : '';
      element.dataset['reach'] = group === '' ? `alone ${found}` : `group ${group}`;
      found += 1;
    }
    return found;
  });
  const reached = new Set<string>();
  for (let presses = 0; presses < 2 * count + 10 && reached.size < count; presses++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['reach']);
    if (at !== undefined) reached.add(at);
  }
  return page.evaluate(
    (known) =>
      [...document.querySelectorAll<HTMLElement>('[data-reach]')]
        .filter(({ dataset }) => !known.includes(dataset['reach'] ?? ''))
        .map((element) => `${element.tagName} ${element.ariaLabel ?? element.textContent}`),
    [...reached],
  );
}
