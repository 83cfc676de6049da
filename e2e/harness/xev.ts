import { once } from 'node:events';
import type { Display } from './display.ts';
import { type Program, until } from './resources.ts';

/** What an X client was sent, as `xev` prints it. */
export interface XEvent {
  readonly type: 'ButtonPress' | 'ButtonRelease' | 'KeyPress' | 'KeyRelease' | 'MotionNotify';
  /** Pointer position on the screen. */
  readonly rootXPx: number;
  readonly rootYPx: number;
  /** Modifiers and buttons that were down before it (X.h masks). */
  readonly state: number;
  readonly button: number | undefined;
  readonly keysym: string | undefined;
}

/** A real X client that writes down every pointer and key event of its window. */
export class XEventWitness {
  readonly #program: Program;

  private constructor(program: Program) {
    this.#program = program;
  }

  /** Opens the witness's window, 600×400 at 100, 100, on top of everything. */
  static async open(display: Display): Promise<XEventWitness> {
    const program = display.start('xev', [
      '-geometry',
      '600x400+100+100',
      '-name',
      'vitne',
      '-event',
      'mouse',
      '-event',
      'keyboard',
    ]);
    const id = await display.window('vitne');
    await display.run('xdotool', ['windowactivate', '--sync', id]);
    return new XEventWitness(program);
  }

  get events(): XEvent[] {
    const pattern =
      /^(ButtonPress|ButtonRelease|KeyPress|KeyRelease|MotionNotify) event.*\n.*root:\((-?\d+),(-?\d+)\),\n\s+state 0x([0-9a-f]+)(?:, button (\d+))?(?:, keycode \d+ \(keysym 0x[0-9a-f]+, (\w+)\))?/gm;
    return [...this.#program.stdout.matchAll(pattern)].map((match) => ({
      type: match[1] as XEvent['type'],
      rootXPx: Number(match[2]),
      rootYPx: Number(match[3]),
      state: Number.parseInt(match[4] ?? '0', 16),
      button: match[5] === undefined ? undefined : Number(match[5]),
      keysym: match[6],
    }));
  }

  get buttons(): XEvent[] {
    return this.events.filter(({ type }) => type.startsWith('Button'));
  }

  /** Waits until so many button events were seen. */
  async sawButtons(count: number): Promise<XEvent[]> {
    return until(
      `the X client saw ${count} button events`,
      () => this.buttons.length >= count && this.buttons,
      undefined,
      () => JSON.stringify(this.events.slice(-20)),
    );
  }

  /** Resolves when it has written something more. */
  async nextOutput(): Promise<void> {
    const { stdout } = this.#program.child;
    if (stdout !== null) await once(stdout, 'data');
  }

  /** Forgets what was seen so far. */
  clear(): void {
    this.#program.stdout = '';
  }
}
