import { workerData } from 'node:worker_threads';
import type { Bytes, ClipboardContent } from '@fjernhjelp/protocol';
import type { Pointer } from '../libraries.ts';
import { createMessageWindow } from '../window-thread/hidden-window.ts';
import { loadWindowLibraries } from '../window-thread/libraries.ts';
import { serveWindow, type WindowThreadEnds } from '../window-thread/serve-window.ts';
import {
  filesFromWindows,
  fromWindows,
  registeredFormats,
  systemFormats,
  toWindows,
  type WindowsFormat,
} from './formats.ts';
import { copyIn, copyOut } from './global-memory.ts';
import { loadClipboardLibraries } from './libraries.ts';
import type { ClipboardAnswer, FromClipboard, ToClipboard } from './protocol.ts';

/**
 * Runs in a worker of its own: a program that has copied something may take its time to hand it over, and no input may wait for
 * that. What is written is handed to the system whole, so that it can be pasted when the client has gone.
 */
const ends = workerData as WindowThreadEnds;
const CLIPBOARD_UPDATE = 0x031d;
/** Another program has the clipboard open for a moment, as a rule: it is tried so often, so far apart. */
const tries = { most: 40, restMs: 25 } as const;

const win = loadClipboardLibraries();
const rest = new Int32Array(new SharedArrayBuffer(4));
const formats = {
  ...systemFormats,
  ...(Object.fromEntries(
    Object.entries(registeredFormats).map(([format, name]) => [format, win.RegisterClipboardFormatW(name)]),
  ) as Record<keyof typeof registeredFormats, number>),
};

const tell = (message: FromClipboard) => ends.port.postMessage(message);

/** @returns undefined when another program would not let go of the clipboard */
function whileOpen<Result>(window: Pointer, use: () => Result): Result | undefined {
  for (let times = 1; !win.OpenClipboard(window); times++) {
    if (times === tries.most) return undefined;
    Atomics.wait(rest, 0, 0, tries.restMs);
  }
  try {
    return use();
  } finally {
    win.CloseClipboard();
  }
}

function take(format: WindowsFormat, maxBytes: number): Bytes | 'too-large' | undefined {
  if (!win.IsClipboardFormatAvailable(formats[format])) return undefined;
  const memory = win.GetClipboardData(formats[format]);
  return memory === null ? undefined : copyOut(win, memory, maxBytes);
}

function write(window: Pointer, content: ClipboardContent): ClipboardAnswer {
  // Made before the clipboard is held: a picture takes a while.
  const parts = toWindows(content);
  return whileOpen(window, () => {
    if (!win.EmptyClipboard()) return undefined;
    const placed = parts.map(({ format, bytes }) => {
      const memory = copyIn(win, bytes);
      if (memory === undefined) return false;
      if (win.SetClipboardData(formats[format], memory) !== null) return true;
      win.GlobalFree(memory);
      return false;
    });
    return placed.every(Boolean) ? 'written' : undefined;
  });
}

function answerTo(message: ToClipboard, window: Pointer): ClipboardAnswer {
  switch (message.type) {
    case 'read':
      return whileOpen(window, () => fromWindows(take, message.maxBytes));
    case 'read-files':
      return whileOpen(window, () => ({ paths: filesFromWindows(take) }));
    case 'write':
      return write(window, message.content);
  }
}

const windows = loadWindowLibraries();
serveWindow<ToClipboard>(windows, ends, createMessageWindow(windows), (window) => {
  win.AddClipboardFormatListener(window);
  return {
    heard(message) {
      if (message !== CLIPBOARD_UPDATE) return undefined;
      if (win.GetClipboardOwner() !== window) tell({ type: 'changed' });
      return 0;
    },
    asked(message) {
      tell({ type: 'answer', id: message.id, answer: answerTo(message, window) });
    },
    closing() {
      win.RemoveClipboardFormatListener(window);
    },
  };
});
