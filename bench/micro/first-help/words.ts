import type { Locator } from 'playwright-core';

/**
 * Counts the words that a person who reads everything has read when they come to something.
 * @param last what is pressed or read out there: its own words count, the codes do not
 */
export function wordsUntil(last: Locator): Promise<number> {
  return last.evaluate((end) => {
    const main = document.querySelector('main');
    if (main === null) throw new Error('no main part');
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    let words = 0;
    while (texts.nextNode()) {
      const text = texts.currentNode;
      const holder = text.parentElement;
      const isAfter =
        !end.contains(text) && end.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      const isSeen =
        holder?.checkVisibility({ visibilityProperty: true }) && !holder.closest('.ds-sr-only, .code-groups');
      if (isSeen && !isAfter)
        words += (text.textContent ?? '').split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
    }
    return words;
  });
}
