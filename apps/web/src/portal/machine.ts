/** What this browser says of the machine that it runs on. */
export interface Machine {
  readonly kind: 'windows' | 'linux' | 'other-computer' | 'handheld';
  /** Whether a page here may ask to see the screen. */
  readonly sharing: 'possible' | 'not-encrypted' | 'unknown-to-browser';
}

/** What is read of the browser. */
export interface BrowserFacts {
  readonly userAgent: string;
  /** Fingers on the screen at a time: tells an iPad from the Mac that it says it is. */
  readonly touchPoints: number;
  readonly isSecure: boolean;
  readonly canCapture: boolean;
}

export function readBrowser(): BrowserFacts {
  return {
    userAgent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    isSecure: isSecureContext,
    canCapture: typeof navigator.mediaDevices?.getDisplayMedia === 'function',
  };
}

export function machineOf({ userAgent, touchPoints, isSecure, canCapture }: BrowserFacts): Machine {
  return {
    kind: kindOf(userAgent, touchPoints),
    sharing: canCapture ? 'possible' : isSecure ? 'unknown-to-browser' : 'not-encrypted',
  };
}

function kindOf(userAgent: string, touchPoints: number): Machine['kind'] {
  if (/Android|iPhone|iPad|iPod|Mobile/.test(userAgent)) return 'handheld';
  if (/Macintosh/.test(userAgent) && touchPoints > 1) return 'handheld';
  if (/Windows NT/.test(userAgent)) return 'windows';
  return /X11; (?:\w+; )?Linux/.test(userAgent) ? 'linux' : 'other-computer';
}
