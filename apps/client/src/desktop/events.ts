/** What becomes of the desktop under us. Where it goes on without a picture, the capturer's `obstacle` tells the helper. */
export type DesktopEvent =
  /** The user logs off or the machine shuts down: we have a few seconds. */
  | 'ending'
  /** Somebody asks the program to end, as closing a window would: the task manager, `taskkill`. */
  | 'close-asked'
  /** The machine goes to sleep, or is back. */
  | 'suspended'
  | 'resumed'
  /** The remote desktop session has lost its window, or has one again. */
  | 'disconnected'
  | 'reconnected'
  | 'locked'
  | 'unlocked'
  /** Screens were added, removed, or have another size. */
  | 'screens-changed';
