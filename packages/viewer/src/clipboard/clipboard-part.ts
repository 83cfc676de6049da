import { type ClipboardContent, isPng, streams } from '@fjernhjelp/protocol';
import { createClipboardLink, isWithin } from '@fjernhjelp/session';
import type { CreateViewerPart, ViewerPart } from '../part.ts';
import type { BrowserClipboard } from './browser-clipboard.ts';

/** What the helper does with the clipboard beyond copying and pasting. */
export interface ClipboardPart extends ViewerPart {
  /** Sends what is on the helper's clipboard now, on a click. */
  send(): void;
  /** Sends what the helper pasted into the page. */
  sendThis(content: ClipboardContent): void;
}

/**
 * What the helper copies goes to the user when they come back to the page; what the user copies goes to the helper's clipboard
 * at once, or with the next click where the browser wants one (PROTOCOL.md CB1–CB9).
 */
export function createClipboardPart(browser: BrowserClipboard): CreateViewerPart<ClipboardPart> {
  return (ports) => {
    /** What is on the helper's clipboard as far as we know: it was sent, or came from the user. */
    let known: ClipboardContent = [];
    let isManual = false;
    let isLooking = false;
    let isStale = false;
    let waiting: { content: ClipboardContent; settle(outcome: 'placed' | 'failed'): void } | undefined;
    let unlisten: (() => void) | undefined;
    let isClosed = false;

    const maySend = () => ports.has('clipboard-to-user');
    const mayTake = () => ports.has('clipboard-from-user');
    const link = createClipboardLink({ send: ports.send, maySend, mayTake, place, changed: tell });

    function tell(): void {
      const { sent, taken } = link;
      if (sent?.state === 'placed') ports.used('clipboard-to-user');
      if (taken?.state === 'placed') ports.used('clipboard-from-user');
      ports.update({
        clipboard: {
          isManual,
          isWaiting: waiting !== undefined,
          ...(sent !== undefined && { toUser: sent }),
          ...(taken !== undefined && { fromUser: taken }),
        },
      });
    }

    const mayLook = () => !isClosed && !isManual && maySend() && waiting === undefined;

    /** Reads the clipboard if that is allowed on both sides, and sends what is new. */
    async function look(): Promise<void> {
      isStale = true;
      if (isLooking) return;
      isLooking = true;
      // What is copied while it is read is read after it.
      while (isStale && mayLook()) {
        isStale = false;
        const content = await read();
        const isNews = content === 'too-large' || (content !== undefined && !isWithin(content, known));
        if (isNews && mayLook()) copied(content);
      }
      isLooking = false;
    }

    /** @returns as `BrowserClipboard.read`; where it may not be read from now on, the helper hears what to do instead */
    async function read(): Promise<ClipboardContent | 'too-large' | undefined> {
      const content = await browser.read();
      if (content !== undefined || isManual) return content;
      isManual = !(await browser.mayRead());
      if (isManual && !isClosed) tell();
      return content;
    }

    function copied(content: ClipboardContent | 'too-large'): void {
      if (content === 'too-large') {
        known = [];
        link.copied(content);
        return;
      }
      const sound = content.filter(({ format, bytes }) => format !== 'png' || isPng(bytes));
      known = content;
      link.copied(sound);
    }

    function place(content: ClipboardContent): Promise<'placed' | 'failed'> {
      waiting?.settle('failed');
      return new Promise((resolve) => {
        waiting = { content, settle: resolve };
        void tryPlacing();
      });
    }

    async function tryPlacing(): Promise<void> {
      const placing = waiting;
      if (placing === undefined || isClosed || !mayTake()) return;
      const isWritten = await browser.write(placing.content);
      // Browsers change what they are given: what is there now is not news from the helper.
      const readBack = isWritten && !isManual ? await browser.read() : undefined;
      if (placing !== waiting) return;
      if (isWritten) {
        known = typeof readBack === 'object' ? readBack : placing.content;
        waiting = undefined;
        placing.settle('placed');
      }
      tell();
    }

    async function followGrants(): Promise<void> {
      link.permissionsChanged();
      if (!mayTake() && waiting !== undefined) {
        waiting.settle('failed');
        waiting = undefined;
      }
      if (!maySend() && !mayTake()) {
        unlisten?.();
        unlisten = undefined;
        tell();
        return;
      }
      unlisten ??= browser.listen(
        () => void look(),
        () => void tryPlacing(),
      );
      isManual = !(await browser.mayRead());
      if (isClosed) return;
      tell();
      void look();
    }

    return {
      stream: streams.clipboard,
      receive: (message) => link.receive(message),
      grantsChanged: () => void followGrants(),
      close() {
        isClosed = true;
        unlisten?.();
        link.close();
        waiting = undefined;
        known = [];
      },
      send() {
        void read().then((content) => {
          if (content !== undefined && !isClosed) copied(content);
        });
      },
      sendThis: copied,
    };
  };
}
