import {
  type Bytes,
  type ClipboardContent,
  type ClipboardFormat,
  type ClipboardPart,
  limits,
} from '@fjernhjelp/protocol';

/** The clipboard of the helper's own machine, as far as a browser lets a page have it. */
export interface BrowserClipboard {
  /** Whether the page may read it by itself; else only what a person pastes or sends with a button is had. */
  mayRead(): Promise<boolean>;
  /** @returns undefined when the browser does not let the page read just now */
  read(): Promise<ClipboardContent | 'too-large' | undefined>;
  /** @returns false when the browser does not let the page write before the person does something in it */
  write(content: ClipboardContent): Promise<boolean>;
  /**
   * @param copied something may be new on it
   * @param acted the person did something in the page: what needed that may be tried again
   * @returns what ends it
   */
  listen(copied: () => void, acted: () => void): () => void;
}

const types: Readonly<Record<ClipboardFormat, string>> = {
  text: 'text/plain',
  html: 'text/html',
  png: 'image/png',
};

/** The Async Clipboard API. Chromium asks the person once; Firefox and Safari let a page read and write after a click alone. */
export function createBrowserClipboard(): BrowserClipboard {
  return {
    async mayRead() {
      try {
        const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
        return state !== 'denied';
      } catch {
        // Firefox and Safari know no such permission: there a page that reads opens a bubble each time.
        return false;
      }
    },
    async read() {
      try {
        return await partsOf(await navigator.clipboard.read());
      } catch {
        return undefined;
      }
    },
    async write(content) {
      try {
        const blobs = content.map(({ format, bytes }) => [
          types[format],
          new Blob([bytes], { type: types[format] }),
        ]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
        return true;
      } catch {
        return false;
      }
    },
    listen(copied, acted) {
      const listening = new AbortController();
      const { signal } = listening;
      const seen = () => {
        acted();
        copied();
      };
      window.addEventListener('focus', seen, { signal });
      // The copying itself comes after its event.
      for (const type of ['copy', 'cut'])
        document.addEventListener(type, () => setTimeout(copied), { signal });
      for (const type of ['pointerup', 'keydown'])
        document.addEventListener(type, acted, { signal, capture: true });
      // Newer Chromium; it is no event target elsewhere.
      navigator.clipboard?.addEventListener?.('clipboardchange', copied, { signal });
      return () => listening.abort();
    },
  };
}

/** The same for a session that is not always the one that the person sees: meanwhile nothing is read or written. */
export function inFront(clipboard: BrowserClipboard, isInFront: () => boolean): BrowserClipboard {
  return {
    ...clipboard,
    read: async () => (isInFront() ? clipboard.read() : undefined),
    write: async (content) => isInFront() && clipboard.write(content),
  };
}

async function partsOf(items: ClipboardItems): Promise<ClipboardContent | 'too-large'> {
  const parts: ClipboardPart[] = [];
  for (const item of items) {
    for (const [format, type] of Object.entries(types) as [ClipboardFormat, string][]) {
      if (!item.types.includes(type) || parts.some((part) => part.format === format)) continue;
      const blob = await item.getType(type);
      if (blob.size > limits.clipboardBytes) return 'too-large';
      if (blob.size > 0) parts.push({ format, bytes: new Uint8Array(await blob.arrayBuffer()) as Bytes });
    }
  }
  return parts;
}

/** @returns what somebody pastes or drops, of the formats that we know */
export async function contentOf(transfer: DataTransfer): Promise<ClipboardContent> {
  const encoder = new TextEncoder();
  const picture = [...transfer.files].find(({ type }) => type === types.png);
  const texts = (['text', 'html'] as const).map((format) => ({
    format,
    bytes: encoder.encode(transfer.getData(types[format])),
  }));
  const parts: ClipboardPart[] = texts.filter(({ bytes }) => bytes.length > 0);
  if (picture === undefined) return parts;
  return [...parts, { format: 'png', bytes: new Uint8Array(await picture.arrayBuffer()) as Bytes }];
}
