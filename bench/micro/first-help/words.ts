import type { Locator } from 'playwright-core';
import type { Words } from './pace.ts';

/**
 * Counts the words that a person has read when they come to something.
 * @param last what is pressed or read out there: its own words count, the codes do not
 */
export function wordsUntil(last: Locator): Promise<Words> {
  return last.evaluate((end) => {
    const main = document.querySelector('main');
    if (main === null) throw new Error('no main part');
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    let all = 0;
    let needed = 0;
    while (texts.nextNode()) {
      const text = texts.currentNode;
      const holder = text.parentElement;
      const isAfter =
        !end.contains(text) && end.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (holder === null || isAfter || holder.closest('.ds-sr-only, .code-groups') !== null) continue;
      if (!holder.checkVisibility({ visibilityProperty: true })) continue;
      const words = (text.textContent ?? '').split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
      all += words;
      // A link that holds a heading is known by it.
      const isName = end.contains(text) && end.querySelector('h1, h2') === null;
      if (holder.closest('h1, h2') !== null || isName) needed += words;
    }
    return { all, needed };
  });
}
