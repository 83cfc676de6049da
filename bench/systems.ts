import type { Browser, Page } from 'playwright-core';
import type { Display } from '../e2e/harness/display.ts';
import type { Resources } from '../e2e/harness/resources.ts';
import type { CountersPanel } from './own-counters.ts';

export interface ScreenPixels {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * What a system is started on. The host's desktop and every server run here, in this process's network namespace; the
 * viewer's browser runs beyond the line, in a namespace of its own.
 */
export interface BenchStage {
  /** Everything that is started is added here and ends with it (`spawn`, `temporaryFolder`, `add`). */
  readonly resources: Resources;
  /** The host's X display; `display.start` starts a program on it. */
  readonly display: Display;
  /** The viewer's headless Chromium. */
  readonly browser: Browser;
  readonly browserPid: number;
  /** IPv4 address that servers bind to and WebRTC is offered at. */
  readonly hostAddress: string;
  /** `localhost`: the name of `hostAddress` in the viewer's browser. Pages from there are a secure context. */
  readonly viewerHost: string;
  readonly screen: ScreenPixels;
  /** For the viewer's page: room for the picture at 1:1 and a toolbar. Nothing else may be chosen. */
  readonly viewport: { readonly width: number; readonly height: number };
}

/**
 * One remote desktop system. A new one is opened for each run. The benchmark finds them as the exports `systems`
 * (`readonly SystemUnderTest[]`) of `bench/systems/fjernhjelp.ts` and of each file named in `bench/peers/index.ts`, which exports
 * all peers as `systems` too.
 */
export interface SystemUnderTest {
  /** Short, for the command line and file names: `x11vnc`. */
  readonly id: string;
  /** For people: `x11vnc + noVNC`. */
  readonly name: string;
  /** Whether keys reach the host; if not, there is no echo workload. */
  readonly hasInput: boolean;
  /** What is needed and not there, in one line; undefined when it can run. */
  missing?(): Promise<string | undefined>;
  /** Versions and settings that matter, for the report. */
  describe(): Promise<string>;
  /** Starts it until the viewer shows a picture. Throws when that fails. */
  open(stage: BenchStage): Promise<OpenSystem>;
}

export interface OpenSystem {
  /** The viewer's page. The picture is shown there 1:1. */
  readonly page: Page;
  /** CSS selector of the one `<canvas>` or `<video>` whose intrinsic size is the screen's. */
  readonly pictureSelector: string;
  /**
   * Whether the system itself sends fewer pixels when the line or the processor is short of time, and shows them at the
   * screen's size: the intrinsic size may then be smaller, of the same shape. What is read is the enlarged picture.
   */
  readonly adaptsSize?: boolean;
  /** Processes whose trees are one side; the browser's own tree is the stage's business. */
  readonly pids: { readonly host: readonly number[]; readonly relay: readonly number[] };
  /** What the product itself counts; its updates, bytes and latency must be those that are seen from outside. */
  readonly counters?: CountersPanel;
  /** Types one key in the viewer, as the helper would: `page.keyboard.press` with the picture focused. */
  pressKey?(key: string): Promise<void>;
}
