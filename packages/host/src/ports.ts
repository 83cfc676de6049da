import type {
  Bytes,
  ClipboardContent,
  CursorShape,
  InputMessage,
  Locks,
  Move,
  Obstacle,
  PointerPlace,
  Rect,
  ScreenPlace,
  SystemReport,
  WatchedScreen,
} from '@fjernhjelp/protocol';

/**
 * What the host role needs of a desktop. `apps/client` has these for X11 and Windows, the browser door its own.
 */

/** Where a capturer writes pixels: BGRX, 4 bytes each, rows from the top without padding (`widthPx * 4`). */
export interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: Uint8Array;
}

/** What a `capture` wrote: within the screen, in its pixels. */
export interface Captured {
  /** What may have changed; possibly nothing. Only this, and what the moves lie on, was written into the frame. */
  readonly damage: readonly Rect[];
  /** Copies that the system itself told of (Windows' Desktop Duplication; X11 has none), made before the damage. None where something was left, before or now. */
  readonly moves: readonly Move[];
  /** Something was left for a later call (`mostPx`), which need not wait for news. */
  readonly hasMore: boolean;
}

/** Reads the screens of a desktop. Lives in the worker that encodes. */
export interface Capturer {
  /**
   * All screens that there are, at least one, the one to begin with first; at most `limits.screens`, none larger than
   * `limits` allow. A new array on each change. A number stays with a screen for as long as it is there.
   */
  readonly screens: readonly ScreenPlace[];
  /** What keeps the picture from being all that the user sees, or input from its window; undefined where nothing does or nothing tells. */
  readonly obstacle: Obstacle | undefined;
  /**
   * Resolves when something may have changed: picture, screens, obstacle, pointer shape or place. Each news resolves it once, taken
   * or not: damage that nobody takes does not hide a new pointer shape. Costs nothing meanwhile. Rejects with an Error
   * when the screens are lost.
   */
  wait(): Promise<void>;
  /**
   * Writes what changed on one screen since the last call for it into the frame. What changed on others stays theirs.
   * @param frame of the screen's present size
   * @param isFresh nothing of this screen is in the frame yet: everything is written
   * @param mostPx what changed and is larger, and what overlaps or touches that, is left: it is neither fetched nor written, and comes with a later
   *   call, as it is then. Undefined, as it is with `isFresh`: nothing is left
   * @returns "resized" when the frame's size is not the screen's (any more): call again with a frame of the new size;
   *   "gone" when there is no such screen (any more)
   */
  capture(screen: number, frame: Frame, isFresh: boolean, mostPx?: number): Captured | 'resized' | 'gone';
  /** @returns the pointer's shape when it changed since the last call */
  takeCursor(): CursorShape | undefined;
  /** @returns where the pointer is when it moved since the last call, whoever moved it; undefined where that is not told */
  takePointer(): PointerPlace | undefined;
  close(): void;
}

/** The helper's input, with the place of the pointer on the desktop instead of on one of its screens. */
export type DesktopInput =
  | Exclude<InputMessage, { type: 'pointer' }>
  | {
      readonly type: 'pointer';
      /** In the desktop's pixels, as `ScreenPlace` counts them: within one of the screens; may be negative. */
      readonly xPx: number;
      readonly yPx: number;
      /** DOM `buttons`. */
      readonly buttons: number;
    };

/**
 * Acts on the desktop as the user would. Everything that reaches it is allowed and within a screen. Which key a `key` message
 * presses, and what it does to the lock keys, is PROTOCOL.md IN12. X11 asks its keyboard map; Windows has `VkKeyScanExW` and
 * `MapVirtualKeyExW` for the same question, scan codes for places, `KEYEVENTF_UNICODE` for characters without a key, and
 * `GetKeyState` with a pressed lock key for the locks; Ctrl + Alt + Del cannot be injected there (`SendSAS` wants a policy).
 */
export interface Injector {
  inject(message: Exclude<DesktopInput, { type: 'release-all' }>): void;
  /**
   * @param heard the lock keys as they are now: called at once, and on every change, whoever changed them
   * @returns what ends that. Missing where they are not known.
   */
  watchLocks?(heard: (locks: Locks) => void): () => void;
  /** Lets go of every key and button that it holds down, and puts the lock keys back to what the user had. */
  releaseAll(): void;
  close(): void;
}

/** Hears the user's own mouse and keyboard, and not what an `Injector` does. */
export interface UserInput {
  /** @param heard the user did something; called often. @returns what ends that */
  listen(heard: () => void): () => void;
  close(): void;
}

/** A key that the user has for pausing, wherever the keyboard's focus is (Windows: a low-level keyboard hook or RegisterHotKey). */
export interface PauseKey {
  /** @param pressed once for each press by the user's own hand. @returns what ends that */
  listen(pressed: () => void): () => void;
  close(): void;
}

/** A coloured line around each screen that may be seen, over everything else; clicks go through it. */
export interface ScreenFrame {
  /**
   * Around all screens that there are, and those that come. It stands still. Where the system can, it is left out of what a
   * `Capturer` sees (Windows: WDA_EXCLUDEFROMCAPTURE); elsewhere it is so thin that it costs the picture nothing.
   */
  show(): void;
  hide(): void;
  close(): void;
}

/** A place on the desktop, in its pixels, as `ScreenPlace` counts them. */
export interface DesktopPoint {
  readonly xPx: number;
  readonly yPx: number;
}

/** What helpers draw over the user's screens; clicks go through it (Windows: layered windows, WS_EX_TRANSPARENT). */
export interface DrawingBoard {
  /** For one helper. */
  open(look: DrawingLook): DrawingSheet;
  close(): void;
}

export interface DrawingLook {
  /** 0xRRGGBB: white text shows on it. */
  readonly colour: number;
  /** Stands beside where they point; may be empty. Safe to show. */
  readonly name: string;
}

export type DrawnShape =
  | { readonly type: 'pen'; readonly points: readonly DesktopPoint[] }
  /** From the first point to the second; two corners. */
  | { readonly type: 'arrow' | 'box'; readonly points: readonly [DesktopPoint, DesktopPoint] }
  /** From its top left corner; safe to show, of one line. */
  | { readonly type: 'text'; readonly text: string; readonly at: DesktopPoint };

/** All that one helper draws. Where they point is part of it. */
export interface DrawingSheet extends PointerMark {
  /** For what is there and what comes. */
  setLook(look: DrawingLook): void;
  /** @param mark its number; what had it before is gone */
  draw(mark: number, shape: DrawnShape): void;
  /** A pen goes on. @param way begins where it was */
  extend(mark: number, way: readonly DesktopPoint[]): void;
  /** Those that are not there are let be. */
  erase(marks: Iterable<number>): void;
}

/** Shows the user where the helper points, without touching the user's own pointer. */
export interface PointerMark {
  /** @param xPx @param yPx in the desktop's pixels */
  show(xPx: number, yPx: number): void;
  hide(): void;
  close(): void;
}

/**
 * The user's clipboard, as text (UTF-8), HTML (UTF-8, without the headers that some systems put around it) and PNG. X11: an
 * own window on an own connection. Windows: a hidden window in an own thread.
 */
export interface Clipboard {
  /**
   * @param changed another program than this one has put something on the clipboard; nothing is read for that
   * @returns what ends it
   */
  listen(changed: () => void): () => void;
  /**
   * @param maxBytes of all formats together
   * @returns what is there in the formats that we know, possibly nothing. Rejects with an Error when the program that has it does not answer
   */
  read(maxBytes: number): Promise<ClipboardContent | 'too-large'>;
  /**
   * Asked for nothing but what the user may want to send: X11's text/uri-list, Windows' CF_HDROP. Missing where that is not told.
   * @returns full paths of the files and folders that the user copied, at most `limits.fileEntries`; none when there is something
   *   else, more, or what nobody is to read. Nothing was opened. Rejects with an Error when the program that has it does not answer
   */
  readFiles?(): Promise<readonly string[]>;
  /** Puts it there in the place of what was; the port keeps it. Rejects with an Error when that cannot be. */
  write(content: ClipboardContent): Promise<void>;
  /** What was written is gone with it, where the system does not keep it. May be called twice. */
  close(): void;
}

/** Finds out what kind of machine this is, and changes nothing. Screens and accounts are the desktop's to know. */
export interface SystemReader {
  /** Takes some seconds at the most. Rejects with an Error when nothing can be found out. */
  read(): Promise<SystemReport>;
}

/** What became of one picture message before it was sent. */
export interface PictureTimes {
  /** Since the oldest damage that it holds was told. */
  readonly ageMs: number;
  /** What capturing and encoding it took. */
  readonly encodeMs: number;
}

/** The main thread's view of the worker that captures and encodes (apps/client: a worker thread). */
export interface PictureSource {
  /**
   * @param budgetBytes about how much the message may hold; what does not fit waits as damage
   * @returns the next picture message, once there is something new. At most one call is under way.
   *   Rejects with an Error when the screen is lost.
   */
  next(budgetBytes: number): Promise<Bytes>;
  /** Of the message that came last. */
  readonly times: PictureTimes;
  /** What the viewer shows from here on; until the first call the first screen, as it is. */
  watch(screens: readonly WatchedScreen[], cachePlaces: number): void;
  /** Hears of pointer shapes; called once. The newest shape is delivered at once when there is one. */
  onCursor(listener: (shape: CursorShape) => void): void;
  /** Hears of where the pointer is, whoever moved it; called once. The newest place is told at once when there is one. */
  onPointer(listener: (place: PointerPlace) => void): void;
  /** Hears of obstacles, and of their end; called once. Told at once when there is one. */
  onObstacle(listener: (obstacle: Obstacle | undefined) => void): void;
  /** Forgets what the viewer has: the next message starts from nothing. */
  restart(): void;
  /** Nobody watches: nothing is captured until `next` is called again. */
  pause(): void;
  /** Nobody watches any more. May be called twice. */
  close(): void;
}
