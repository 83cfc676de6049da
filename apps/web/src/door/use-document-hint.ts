import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Document Picture-in-Picture, not in TypeScript's DOM: Chromium has it. */
interface DocumentPictureInPicture {
  requestWindow(size: { width: number; height: number }): Promise<Window>;
}

const size = { width: 380, height: 370 };

/** A small window of the page's own that stays over all others. It goes with the element that uses it. */
export function useDocumentHint(): { window: Window | undefined; open(): void; close(): void } {
  const { t, i18n } = useTranslation();
  const [hint, setHint] = useState<Window>();

  const open = useCallback(async () => {
    const { documentPictureInPicture } = globalThis as unknown as {
      documentPictureInPicture: DocumentPictureInPicture;
    };
    const opened = await documentPictureInPicture.requestWindow(size).catch(() => undefined);
    if (opened === undefined) return;
    dress(opened.document);
    opened.document.title = t('door.hintTitle');
    opened.addEventListener('pagehide', () => setHint(undefined));
    setHint(opened);
  }, [t]);

  useEffect(() => {
    if (hint !== undefined) hint.document.documentElement.lang = i18n.language;
  }, [hint, i18n.language]);
  useEffect(() => () => hint?.close(), [hint]);

  return { window: hint, open: () => void open(), close: () => hint?.close() };
}

/** The same looks as the page: its style sheets are files of the server, which the window may load as well. */
function dress(page: Document): void {
  page.documentElement.dataset['colorScheme'] = document.documentElement.dataset['colorScheme'] ?? 'auto';
  for (const sheet of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const link = page.createElement('link');
    link.rel = 'stylesheet';
    link.href = sheet.href;
    page.head.append(link);
  }
}
