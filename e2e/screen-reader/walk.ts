import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { Display } from '../harness/display.ts';
import type { Resources } from '../harness/resources.ts';
import { ScreenReader } from '../harness/screen-reader.ts';
import type { Transcript } from './transcript.ts';
import type { Language } from './words.ts';

/** Chromium speaks no other language than English here, and would offer to translate every page before the page itself has a word. */
const untranslating = `#!/bin/sh
for arg; do case "$arg" in --user-data-dir=*) profile="\${arg#*=}/Default"; esac; done
mkdir -p "$profile"
[ -e "$profile/Preferences" ] || echo '{"translate":{"enabled":false}}' > "$profile/Preferences"
exec /usr/bin/chromium "$@"
`;

/** Somebody who hears the screen: acts with the keyboard, and what is said meanwhile is written down. */
export class Walk {
  readonly display: Display;
  readonly reader: ScreenReader;
  /** The browser to hear pages in. */
  readonly executablePath: string;
  readonly #transcript: Transcript;

  private constructor(
    parts: { display: Display; reader: ScreenReader; executablePath: string },
    transcript: Transcript,
  ) {
    this.display = parts.display;
    this.reader = parts.reader;
    this.executablePath = parts.executablePath;
    this.#transcript = transcript;
  }

  static async begin(resources: Resources, language: Language, transcript: Transcript): Promise<Walk> {
    const display = await Display.start(resources, { widthPx: 1600, heightPx: 1000 });
    const reader = await ScreenReader.start(resources, display, language);
    const executablePath = join(await resources.temporaryFolder('heard'), 'chromium');
    await writeFile(executablePath, untranslating);
    await chmod(executablePath, 0o755);
    return new Walk({ display, reader, executablePath }, transcript);
  }

  /** @param expected what has to be said; else whatever comes */
  async step(what: string, act: () => Promise<unknown>, expected?: RegExp): Promise<void> {
    try {
      await act();
      if (expected !== undefined) await this.reader.hears(expected);
    } finally {
      this.#transcript.add(what, await this.reader.heard());
    }
  }

  /** Types an address where the browser has the keyboard at first. */
  open(what: string, url: string): Promise<void> {
    return this.step(what, async () => {
      await this.reader.keys('ctrl+l');
      await this.reader.types(url);
      await this.reader.heard();
      await this.reader.keys('Return');
      // It often begins anew when the browser says once more that the page is loaded.
      await this.reader.silence(4000);
    });
  }

  /** Goes to something with Tab. */
  goTo(what: string, target: Locator): Promise<void> {
    return this.step(what, () => this.reader.tabTo(target));
  }

  /** Presses keys, one after the other has been answered. */
  keys(what: string, names: readonly string[], expected?: RegExp): Promise<void> {
    return this.step(
      what,
      async () => {
        for (const name of names) {
          await this.reader.keys(name);
          await this.reader.silence();
        }
      },
      expected,
    );
  }
}
