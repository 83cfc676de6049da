import type { Page } from 'playwright-core';

/** On what was not reached yet: the name of the group of radio buttons that it is one of, or nothing. */
const mark = 'data-unreached';

/**
 * Presses Tab through a page from its beginning.
 * @returns what can be used with a mouse and was never reached, by tag and name; one of a group of radio buttons stands for all
 */
export async function unreachedByKeyboard(page: Page): Promise<string[]> {
  const count = await page.evaluate((mark) => {
    (document.activeElement as HTMLElement | null)?.blur();
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex="0"]',
    );
    const stops = new Set<unknown>();
    for (const element of all) {
      element.removeAttribute(mark);
      const isThere =
        element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
      // A tool or tab of a group that has one tab stop is reached with the arrow keys.
      if (!isThere || element.matches(':disabled') || element.tabIndex < 0) continue;
      const group = element instanceof HTMLInputElement && element.type === 'radio' ? element.name : '';
      element.setAttribute(mark, group);
      stops.add(group || element);
    }
    const note = ({ target }: FocusEvent) => {
      const group = target instanceof Element && target.getAttribute(mark);
      if (group === '') (target as Element).removeAttribute(mark);
      else if (group)
        for (const one of document.querySelectorAll(`[${mark}="${CSS.escape(group)}"]`))
          one.removeAttribute(mark);
    };
    document.addEventListener('focusin', note);
    document.addEventListener('reached', () => document.removeEventListener('focusin', note), { once: true });
    return stops.size;
  }, mark);
  const unreached = () =>
    page.evaluate(
      (mark) =>
        [...document.querySelectorAll<HTMLElement>(`[${mark}]`)].map(
          (element) => `${element.tagName} ${element.ariaLabel ?? element.textContent}`,
        ),
      mark,
    );
  let left = await unreached();
  // All of them at once: asking after each where the focus is took half of a test's time.
  for (let presses = 0; left.length > 0 && presses < 2 * count + 10; presses += count) {
    await Promise.all(Array.from({ length: count }, () => page.keyboard.press('Tab')));
    left = await unreached();
  }
  await page.evaluate(() => document.dispatchEvent(new Event('reached')));
  return left;
}
