/** A place on the helper's own screens, in CSS pixels. */
interface WindowPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One of the helper's monitors (Window Management API, ScreenDetailed). */
interface Monitor {
  readonly availLeft: number;
  readonly availTop: number;
  readonly availWidth: number;
  readonly availHeight: number;
}

interface Monitors {
  readonly screens: readonly Monitor[];
  readonly currentScreen: Monitor;
}

/** The helper's monitors, for windows that are to have one each. */
export interface MonitorChoice {
  /** @returns one that the page is not on and that no window has; undefined where that cannot be known or there is none */
  take(): Promise<WindowPlace | undefined>;
}

export function createMonitorChoice(used: () => readonly Window[]): MonitorChoice {
  async function read(): Promise<Monitors | undefined> {
    const ask = (window as { getScreenDetails?: () => Promise<Monitors> }).getScreenDetails;
    try {
      return await ask?.call(window);
    } catch {
      // The helper said no: then the window opens where the browser likes.
      return undefined;
    }
  }

  return {
    async take() {
      const monitors = await read();
      const free = monitors?.screens.find(
        (monitor) =>
          monitor !== monitors.currentScreen &&
          !used().some((each) => isOn(monitor, each.screenX, each.screenY)),
      );
      return (
        free && { left: free.availLeft, top: free.availTop, width: free.availWidth, height: free.availHeight }
      );
    },
  };
}

function isOn({ availLeft, availTop, availWidth, availHeight }: Monitor, x: number, y: number): boolean {
  return x >= availLeft && x < availLeft + availWidth && y >= availTop && y < availTop + availHeight;
}

/** A window of our own with nothing in it but one container. */
export interface ScreenWindow {
  readonly window: Window;
  readonly container: HTMLElement;
  close(): void;
}

/**
 * @param title says which screen it is
 * @param place undefined: where the browser likes, of this size
 * @param closed the helper closed or reloaded it; not called after `close`
 * @returns undefined when the browser does not open windows for this page
 */
export function openScreenWindow(
  title: string,
  place: WindowPlace | { readonly width: number; readonly height: number },
  closed: () => void,
): ScreenWindow | undefined {
  const features = Object.entries(place).map(([name, value]) => `${name}=${Math.round(value)}`);
  const opened = window.open('', '', ['popup', ...features].join());
  if (opened === null) return undefined;
  const { document: page } = opened;
  page.title = title;
  page.documentElement.lang = document.documentElement.lang;
  Object.assign(page.body.style, { margin: '0', background: '#1d2a33' });
  const container = page.createElement('main');
  Object.assign(container.style, { position: 'fixed', inset: '0' });
  page.body.append(container);
  let isClosed = false;

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    opened?.close();
  }

  opened.addEventListener('pagehide', () => {
    if (isClosed) return;
    // A reload would leave it empty.
    close();
    closed();
  });
  return { window: opened, container, close };
}
