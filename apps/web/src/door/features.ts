/** Why the screen cannot be shown from this browser at all. */
export type Obstruction = 'insecure' | 'noSharing' | 'notAllowed' | 'tooOld';

/** What is done without where the browser has it not. */
export type Lack = 'lackHint' | 'lackFolder' | 'lackAwake' | 'lackBackground' | 'lackRecording';

/** How the small window that stays on top can be had. */
export type HintKind = 'document' | 'video';

export interface Features {
  readonly obstruction: Obstruction | undefined;
  readonly lacks: readonly Lack[];
  readonly hint: HintKind | undefined;
}

/** The parts of a page's globals that tell; missing is what the browser has not. */
export interface BrowserGlobals {
  readonly isSecureContext: boolean;
  readonly WebAssembly?: unknown;
  readonly OffscreenCanvas?: unknown;
  readonly MediaStreamTrackProcessor?: unknown;
  readonly documentPictureInPicture?: unknown;
  readonly showDirectoryPicker?: unknown;
  readonly Promise: { readonly withResolvers?: unknown };
  readonly navigator: {
    readonly mediaDevices?: { readonly getDisplayMedia?: unknown };
    readonly wakeLock?: unknown;
  };
  readonly document: {
    readonly pictureInPictureEnabled?: boolean;
    /** Chromium's: what the page's Permissions-Policy and the organisation's allow. */
    readonly featurePolicy?: { allowsFeature(name: string): boolean };
  };
}

/** @returns what this browser can do for showing the screen, asked of the browser and not of its name */
export function featuresOf(browser: BrowserGlobals): Features {
  const { navigator, document } = browser;
  const hint =
    browser.documentPictureInPicture !== undefined
      ? 'document'
      : document.pictureInPictureEnabled === true
        ? 'video'
        : undefined;
  const lacks: [Lack, boolean][] = [
    ['lackHint', hint === undefined],
    ['lackBackground', browser.MediaStreamTrackProcessor === undefined],
    ['lackFolder', browser.showDirectoryPicker === undefined],
    ['lackAwake', navigator.wakeLock === undefined],
  ];
  return {
    obstruction: obstructionOf(browser),
    lacks: lacks.filter(([, isLacking]) => isLacking).map(([lack]) => lack),
    hint,
  };
}

function obstructionOf(browser: BrowserGlobals): Obstruction | undefined {
  // Browsers hide the camera, the microphone and the screen from pages that came without TLS.
  if (!browser.isSecureContext) return 'insecure';
  if (browser.navigator.mediaDevices?.getDisplayMedia === undefined) return 'noSharing';
  if (browser.document.featurePolicy?.allowsFeature('display-capture') === false) return 'notAllowed';
  const needed = [browser.WebAssembly, browser.OffscreenCanvas, browser.Promise.withResolvers];
  return needed.includes(undefined) ? 'tooOld' : undefined;
}
