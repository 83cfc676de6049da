import type { Page } from 'playwright-core';

/** The helper copies in another program: it is on their clipboard, and they come back to the page. @param parts base64, by type */
export async function copyAtHelper(page: Page, parts: Record<string, string>): Promise<void> {
  await page.evaluate(async (given) => {
    const blobs = Object.entries(given).map(([type, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      return [type, new Blob([bytes], { type })];
    });
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    window.dispatchEvent(new Event('focus'));
  }, parts);
}

/** What is on the helper's clipboard, as text; a picture as its size and the colour of its first pixel; nothing while it changes. */
export function pasteAtHelper(page: Page, type: string): Promise<string> {
  return page.evaluate(async (wanted) => {
    const [item] = await navigator.clipboard.read();
    if (!item?.types.includes(wanted)) return '';
    const blob = await item.getType(wanted).catch((error: DOMException) => {
      // Something else was copied since the clipboard was read.
      if (error.name !== 'InvalidStateError') throw error;
    });
    if (blob === undefined) return '';
    if (wanted !== 'image/png') return blob.text();
    const bitmap = await createImageBitmap(blob);
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return `${bitmap.width}x${bitmap.height} ${context?.getImageData(0, 0, 1, 1).data.join()}`;
  }, type);
}

export const base64 = (bytes: string | Buffer) => Buffer.from(bytes).toString('base64');
