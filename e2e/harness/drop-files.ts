import type { Page } from 'playwright-core';

/** Drops files on the remote screen in the console, as from a file manager. @param files their texts by their names */
export function drop(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  return page.evaluate((contents) => {
    const dropped = new DataTransfer();
    for (const [name, text] of Object.entries(contents)) dropped.items.add(new File([text], name));
    const screen = document.querySelector('.session-stage');
    const event = (type: string) =>
      new DragEvent(type, { dataTransfer: dropped, bubbles: true, cancelable: true });
    screen?.dispatchEvent(event('dragover'));
    screen?.dispatchEvent(event('drop'));
  }, files);
}

/**
 * Drops "endeløs.bin", so large that it is still under way whenever a test looks: one block, named many times over.
 * @param on what it is dropped on, as a CSS selector: the remote screen in the console
 */
export function dropEndless(page: Page, on = '.session-stage'): Promise<void> {
  return page.evaluate((selector) => {
    const block = new Blob([new Uint8Array(32 * 1024 * 1024)]);
    const dropped = new DataTransfer();
    dropped.items.add(
      new File(
        Array.from({ length: 128 }, () => block),
        'endeløs.bin',
      ),
    );
    document
      .querySelector(selector)
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
  }, on);
}
