import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Display } from './display.ts';
import { type Resources, until } from './resources.ts';

/** More than there is to reach on any of our pages. */
const MOST_TABS = 40;
/** Orca has nothing more to say when it was silent for so long. */
const SILENCE_MS = 1000;

const ASK_FOR_BUS =
  'call --session --dest org.a11y.Bus --object-path /org/a11y/bus --method org.a11y.Bus.GetAddress'.split(
    ' ',
  );

/** Orca's own file for its users' changes: has what it says written to a file at once, and no names of the keys that are pressed. */
const customizations = (log: string) => `import logging
import orca.settings
orca.settings.enableKeyEcho = False
said = logging.getLogger("speech")
said.setLevel(logging.INFO)
said.addHandler(logging.FileHandler("${log}", encoding="utf-8"))
`;

/**
 * Orca on a virtual display, with the keyboard of that display: what it says is read as it hands it to the voice.
 * Needs Debian's `orca`, `at-spi2-core`, `dbus` and `libglib2.0-bin`.
 */
export class ScreenReader {
  readonly #display: Display;
  readonly #log: string;
  /** Lines of the log that were told before. */
  #told = 0;

  private constructor(display: Display, log: string) {
    this.#display = display;
    this.#log = log;
  }

  /**
   * Starts a message bus of its own for the desktop, whose address goes to every program that starts on the display later on.
   * @param language what Orca itself and the programs speak
   */
  static async start(resources: Resources, display: Display, language: string): Promise<ScreenReader> {
    const home = await resources.temporaryFolder('orca');
    const run = join(home, 'run');
    await mkdir(run, { mode: 0o700 });
    const own = { HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_RUNTIME_DIR: run };
    const bus = resources.spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
      env: { ...display.env, ...own },
    });
    const address = await bus.until('the bus has an address', ({ stdout }) => stdout.split('\n')[0]);
    display.share({ DBUS_SESSION_BUS_ADDRESS: address, ACCESSIBILITY_ENABLED: '1', LANGUAGE: language });
    display.start('/usr/libexec/at-spi-bus-launcher', ['--launch-immediately', '--screen-reader=1'], own);
    await until('accessibility has its bus', () => display.run('gdbus', ASK_FOR_BUS).catch(() => undefined));
    const log = join(home, 'said.log');
    await mkdir(join(home, 'orca'));
    await writeFile(join(home, 'orca', 'orca-customizations.py'), customizations(log));
    display.start('orca', [], own);
    const reader = new ScreenReader(display, log);
    await until('Orca speaks', async () => (await reader.#said()).length > 0);
    await reader.heard();
    return reader;
  }

  /** All that it has said so far, one utterance each. */
  async #said(): Promise<string[]> {
    const log = await readFile(this.#log, 'utf8').catch(() => '');
    return [...log.matchAll(/SPEECH OUTPUT: '(.*)'(?= ?\{| voice=|$)/gm)].map(([, said = '']) => said.trim());
  }

  /** Waits until it has nothing more to say. @param forMs how long it has to be silent */
  async silence(forMs = SILENCE_MS): Promise<void> {
    let count = -1;
    let since = Date.now();
    await until('Orca is silent', async () => {
      const now = (await this.#said()).length;
      if (now !== count) since = Date.now();
      count = now;
      return Date.now() - since > forMs;
    });
  }

  /** @returns what was said since it was asked last, when nothing more comes */
  async heard(): Promise<string[]> {
    await this.silence();
    const said = await this.#said();
    const fresh = said.slice(this.#told);
    this.#told = said.length;
    return fresh.filter((text) => text !== '');
  }

  /** Waits until something like it is said, since it was asked last what it said. */
  async hears(text: RegExp): Promise<void> {
    let fresh: string[] = [];
    await until(
      `Orca says ${text}`,
      async () => {
        fresh = (await this.#said()).slice(this.#told);
        return fresh.some((said) => text.test(said));
      },
      undefined,
      () => fresh.join('\n'),
    );
  }

  /** Presses keys of the display's keyboard, by their X names. */
  async keys(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.#display.run('xdotool', ['key', '--clearmodifiers', name]);
  }

  async types(text: string): Promise<void> {
    await this.#display.run('xdotool', ['type', '--delay', '40', text]);
  }

  /** Goes to something with Tab. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let tabs = 0; tabs < MOST_TABS; tabs++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.keys('Tab');
      await this.silence();
    }
    throw new Error(`${MOST_TABS} tabs do not reach ${target}`);
  }
}
