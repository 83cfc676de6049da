import type { Clipboard } from '../ports.ts';

export interface ClipboardWatchOptions<Content> {
  clipboard: Clipboard;
  /** What was there is not any more. */
  changed?(): void;
  read(): Promise<Content>;
  /** @param isOld something else is there again, or nobody listens */
  found(content: Content, isOld: boolean): void;
  /** Nobody listens any more. */
  left(): void;
  /** It could not be read, for the log. */
  failed(error: Error): void;
}

/** Reads what comes to the clipboard for as long as somebody listens. `News` is what those hear. */
export interface ClipboardWatch<News extends readonly unknown[]> {
  /** @returns what ends that. Nothing is read while nobody listens, and nothing that was copied before */
  listen(listener: (...news: News) => void): () => void;
  tell(...news: News): void;
  /** What is being read just now is old. */
  outdate(): void;
}

export function createClipboardWatch<Content, News extends readonly unknown[]>(
  options: ClipboardWatchOptions<Content>,
): ClipboardWatch<News> {
  const listeners = new Set<(...news: News) => void>();
  let unlisten: (() => void) | undefined;
  let isReading = false;
  let isStale = false;

  /** One reading at a time; what changes meanwhile is read after it. */
  async function changed(): Promise<void> {
    options.changed?.();
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale && listeners.size > 0) {
      isStale = false;
      try {
        const content = await options.read();
        options.found(content, isStale || listeners.size === 0);
      } catch (error) {
        options.failed(error as Error);
      }
    }
    isReading = false;
  }

  return {
    listen(heard) {
      const listener = (...news: News) => heard(...news);
      listeners.add(listener);
      unlisten ??= options.clipboard.listen(() => void changed());
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        unlisten?.();
        unlisten = undefined;
        options.left();
      };
    },
    tell(...news) {
      for (const listener of [...listeners]) listener(...news);
    },
    outdate() {
      isStale = true;
    },
  };
}
