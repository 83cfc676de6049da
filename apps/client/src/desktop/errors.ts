/** Why the desktop cannot be shared or steered. */
export type DesktopCode =
  /** There is no display, or it cannot be opened. */
  | 'no-display'
  /** A Wayland session: X programs there see only each other. */
  | 'wayland'
  /** A system library is not installed; `detail` is its file name. */
  | 'missing-library'
  /** The display lacks an extension that is needed; `detail` is its name. */
  | 'no-extension'
  /** The screen's pixels are of a kind that we do not read; `detail` says which. */
  | 'unsupported-screen'
  /** The display was there and is gone. */
  | 'display-lost'
  /** We closed it ourselves: the call came too late. */
  | 'closed';

/** The desktop is not there for us, or not any longer. Shared by every desktop (X11, Windows). */
export class DesktopUnavailable extends Error {
  override name = 'DesktopUnavailable';
  readonly code: DesktopCode;
  /** A library, an extension, a pixel format: a technical name, the same in every language. */
  readonly detail: string | undefined;

  constructor(code: DesktopCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? code : `${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }
}
