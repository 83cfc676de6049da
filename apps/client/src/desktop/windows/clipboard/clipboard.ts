import type { Clipboard } from '@fjernhjelp/host';
import type { ClipboardContent } from '@fjernhjelp/protocol';
import { DesktopUnavailable } from '../../errors.ts';
import { openWindowThread, type WindowThread } from '../window-thread/open-window-thread.ts';
import type { ClipboardAnswer, FromClipboard, ToClipboard } from './protocol.ts';

/** So long the program that has copied something may take to hand it over. */
const PATIENCE_MS = 10_000;

interface Waiting {
  answered(answer: ClipboardAnswer): void;
  failed(error: Error): void;
}

/** Windows' clipboard, heard and used by a hidden window in a thread of its own. */
export class WindowsClipboard implements Clipboard {
  readonly #thread: WindowThread<ToClipboard>;
  readonly #listeners = new Set<() => void>();
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #closed = false;

  constructor() {
    this.#thread = openWindowThread<ToClipboard, FromClipboard>({
      worker: 'clipboard-worker',
      told: (message) => {
        if (message.type === 'changed') for (const listener of [...this.#listeners]) listener();
        else this.#waiting.get(message.id)?.answered(message.answer);
      },
      lost: () => this.close(),
    });
  }

  listen(changed: () => void): () => void {
    const listener = () => changed();
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async read(maxBytes: number): ReturnType<Clipboard['read']> {
    const answer = await this.#ask((id) => ({ type: 'read', id, maxBytes }));
    if (answer === 'too-large' || isContent(answer)) return answer;
    throw new Error('another program holds the clipboard');
  }

  async readFiles(): Promise<readonly string[]> {
    const answer = await this.#ask((id) => ({ type: 'read-files', id }));
    if (typeof answer === 'object' && 'paths' in answer) return answer.paths;
    throw new Error('another program holds the clipboard');
  }

  async write(content: Parameters<Clipboard['write']>[0]): Promise<void> {
    const answer = await this.#ask((id) => ({ type: 'write', id, content }));
    if (answer !== 'written') throw new Error('another program holds the clipboard');
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listeners.clear();
    for (const { failed } of [...this.#waiting.values()]) failed(new DesktopUnavailable('closed'));
    this.#thread.close();
  }

  #ask(message: (id: number) => ToClipboard): Promise<ClipboardAnswer> {
    if (this.#closed) return Promise.reject(new DesktopUnavailable('closed'));
    const id = ++this.#asked;
    return new Promise<ClipboardAnswer>((answered, failed) => {
      const timer = setTimeout(
        () => failed(new Error('the program that has the clipboard does not answer')),
        PATIENCE_MS,
      );
      this.#waiting.set(id, {
        answered: (answer) => {
          clearTimeout(timer);
          answered(answer);
        },
        failed: (error) => {
          clearTimeout(timer);
          failed(error);
        },
      });
      this.#thread.ask(message(id));
    }).finally(() => this.#waiting.delete(id));
  }
}

function isContent(answer: ClipboardAnswer): answer is ClipboardContent {
  return Array.isArray(answer);
}
