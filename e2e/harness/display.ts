import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Program, type Resources, until } from './resources.ts';

const exec = promisify(execFile);

export interface Pixels {
  readonly widthPx: number;
  readonly heightPx: number;
  /** RGBA, rows from the top. */
  readonly rgba: Uint8ClampedArray;
}

/** A virtual X display with a window manager, on which real programs run. */
export class Display {
  readonly name: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** The X server's process. */
  readonly pid: number;
  readonly #resources: Resources;
  readonly #programs = new Set<Program>();
  #shared: NodeJS.ProcessEnv = {};
  #windowManager!: Program;

  private constructor(
    resources: Resources,
    options: { name: string; pid: number; widthPx: number; heightPx: number },
  ) {
    const { name, pid, widthPx, heightPx } = options;
    this.#resources = resources;
    this.name = name;
    this.pid = pid;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
  }

  static async start(
    resources: Resources,
    options: { widthPx: number; heightPx: number; layout?: string },
  ): Promise<Display> {
    const { widthPx, heightPx, layout = 'no' } = options;
    const server = resources.spawn('Xvfb', [
      '-displayfd',
      '1',
      '-screen',
      '0',
      `${widthPx}x${heightPx}x24`,
      '-nolisten',
      'tcp',
      '-noreset',
    ]);
    const number = await server.until(
      'Xvfb names its display',
      ({ stdout }) => /^\d+\n/.test(stdout) && stdout.trim(),
    );
    const display = new Display(resources, { name: `:${number}`, pid: server.pid, widthPx, heightPx });
    await display.run('setxkbmap', [layout]);
    await display.run('xsetroot', ['-solid', '#33566e']);
    const config = join(import.meta.dirname, 'openbox.xml');
    display.#windowManager = resources.spawn('openbox', ['--sm-disable', '--config-file', config], {
      env: display.env,
    });
    await until('openbox manages windows', async () =>
      /WINDOW/.test(await display.run('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'])),
    );
    return display;
  }

  get env(): NodeJS.ProcessEnv {
    return {
      DISPLAY: this.name,
      WAYLAND_DISPLAY: undefined,
      XDG_SESSION_TYPE: 'x11',
      LC_ALL: 'C.UTF-8',
      ...this.#shared,
    };
  }

  /** As when the machine has too much else to do for it: it looks at nothing until it is continued. */
  stopWindowManager(): void {
    this.#windowManager.signal('SIGSTOP');
  }

  continueWindowManager(): void {
    this.#windowManager.signal('SIGCONT');
  }

  /** Adds to the environment of every program that starts here from now on. */
  share(env: NodeJS.ProcessEnv): void {
    this.#shared = { ...this.#shared, ...env };
  }

  /** Starts a program that lives as long as the test. */
  start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
    const program = this.#resources.spawn(command, args, { env: { ...this.env, ...env } });
    this.#programs.add(program);
    return program;
  }

  /** Ends every program that was started here. */
  async clear(): Promise<void> {
    await Promise.all([...this.#programs].map((program) => program.kill()));
    this.#programs.clear();
  }

  /** Runs a command to its end. @returns what it printed */
  async run(command: string, args: readonly string[]): Promise<string> {
    const { stdout } = await exec(command, args, { env: { ...process.env, ...this.env } });
    return stdout;
  }

  /** Starts an xterm and waits for its window. */
  async xterm(
    title: string,
    options: { geometry?: string; command?: readonly string[] } = {},
  ): Promise<Program> {
    const { geometry = '80x24+40+40', command = [] } = options;
    const program = this.start('xterm', [
      '-u8',
      '-fa',
      'DejaVu Sans Mono',
      '-fs',
      '12',
      '-geometry',
      geometry,
      '-title',
      title,
      '-xrm',
      'XTerm*cursorBlink: false',
      ...(command.length > 0 ? ['-e', ...command] : []),
    ]);
    await this.window(title);
    return program;
  }

  /** Waits for a window with that title. @returns its X id */
  async window(title: string): Promise<string> {
    return until(`a window "${title}" is shown`, async () => {
      const ids = await this.run('xdotool', ['search', '--onlyvisible', '--name', title]).catch(() => '');
      return ids.trim().split('\n')[0] || undefined;
    });
  }

  /** Gives a window the keyboard. */
  async focus(title: string): Promise<void> {
    const id = await this.window(title);
    await this.run('xdotool', ['windowactivate', '--sync', id]);
    await until(`"${title}" has the focus`, async () => {
      const focused = await this.run('xdotool', ['getwindowfocus']);
      return focused.trim() === id;
    });
  }

  /** Presses the X in the title bar of the window of that class, where openbox draws it. */
  async closeByX(windowClass: string): Promise<void> {
    const ids = await this.run('xdotool', ['search', '--onlyvisible', '--class', `^${windowClass}$`]);
    // xdotool counts the frame twice; xwininfo does not.
    const geometry = await this.run('xwininfo', ['-id', ids.trim().split('\n')[0] ?? '']);
    const [xPx, yPx, widthPx] = ['Absolute upper-left X', 'Absolute upper-left Y', 'Width'].map((name) =>
      Number(new RegExp(`${name}:\\s+(-?\\d+)`).exec(geometry)?.[1]),
    );
    const [toX, toY] = [(xPx ?? 0) + (widthPx ?? 0) - 10, (yPx ?? 0) - 9];
    await this.run('xdotool', ['mousemove', String(toX), String(toY), 'click', '1']);
  }

  /** Presses a place of a window that is there, in pixels from its right edge and from its middle. */
  async clickWindow(title: string, fromRightPx: number): Promise<void> {
    const geometry = await this.run('xwininfo', ['-id', await this.window(title)]);
    const [xPx = 0, yPx = 0, widthPx = 0, heightPx = 0] = [
      'Absolute upper-left X',
      'Absolute upper-left Y',
      'Width',
      'Height',
    ].map((name) => Number(new RegExp(`${name}:\\s+(-?\\d+)`).exec(geometry)?.[1]));
    const [toX, toY] = [xPx + widthPx - fromRightPx, yPx + Math.floor(heightPx / 2)];
    await this.run('xdotool', ['mousemove', String(toX), String(toY), 'click', '1']);
  }

  /** The screen as the X server has it, without the pointer. */
  async screenshot(): Promise<Pixels> {
    // xwd asks every window for its looks first, and fails when one goes meanwhile.
    const shot = await until('xwd reads the screen', () =>
      exec('xwd', ['-root', '-silent'], {
        env: { ...process.env, ...this.env },
        encoding: 'buffer',
        maxBuffer: 256 * 1024 * 1024,
      }).catch((error: Error) => {
        if (!error.message.includes('BadWindow')) throw error;
        return undefined;
      }),
    );
    return readXwd(shot.stdout);
  }

  /** Waits until two screenshots in a row are the same. */
  async quiet(timeoutMs?: number): Promise<Pixels> {
    let last = await this.screenshot();
    return until(
      'the screen is quiet',
      async () => {
        await new Promise((resolveTimer) => setTimeout(resolveTimer, 200));
        const next = await this.screenshot();
        const same = Buffer.compare(Buffer.from(last.rgba.buffer), Buffer.from(next.rgba.buffer)) === 0;
        last = next;
        return same && next;
      },
      timeoutMs,
    );
  }
}

/** Reads an X window dump (XWDFile.h, version 7) of a 24-bit TrueColor screen. */
export function readXwd(dump: Buffer): Pixels {
  const field = (index: number) => dump.readUInt32BE(index * 4);
  const headerBytes = field(0);
  const widthPx = field(4);
  const heightPx = field(5);
  const littleEndian = field(7) === 0;
  const stride = field(12);
  const colors = field(19);
  // 32 bits a pixel, or 24 when windows of several visuals are on the screen.
  const pixelBytes = field(11) / 8;
  if (field(1) !== 7 || (pixelBytes !== 4 && pixelBytes !== 3) || !littleEndian)
    throw new Error('unexpected kind of window dump');
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  const start = headerBytes + colors * 12;
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const from = start + y * stride + x * pixelBytes;
      const to = (y * widthPx + x) * 4;
      rgba[to] = dump[from + 2] ?? 0;
      rgba[to + 1] = dump[from + 1] ?? 0;
      rgba[to + 2] = dump[from] ?? 0;
      rgba[to + 3] = 255;
    }
  }
  return { widthPx, heightPx, rgba };
}

/** @returns how many pixels differ, and where the first one is */
export function comparePixels(a: Pixels, b: Pixels): { different: number; first: string | undefined } {
  if (a.widthPx !== b.widthPx || a.heightPx !== b.heightPx) {
    return {
      different: Number.POSITIVE_INFINITY,
      first: `${a.widthPx}×${a.heightPx} and ${b.widthPx}×${b.heightPx}`,
    };
  }
  const left = new Uint32Array(a.rgba.buffer, a.rgba.byteOffset, a.rgba.length / 4);
  const right = new Uint32Array(b.rgba.buffer, b.rgba.byteOffset, b.rgba.length / 4);
  let different = 0;
  let first: string | undefined;
  for (let i = 0; i < left.length; i++) {
    if (left[i] === right[i]) continue;
    different++;
    first ??= `x ${i % a.widthPx}, y ${Math.floor(i / a.widthPx)}`;
  }
  return { different, first };
}

/** @returns a copy of that part */
export function crop(
  { widthPx, rgba }: Pixels,
  area: { xPx: number; yPx: number; widthPx: number; heightPx: number },
): Pixels {
  const part = new Uint8ClampedArray(area.widthPx * area.heightPx * 4);
  for (let row = 0; row < area.heightPx; row++) {
    const from = ((area.yPx + row) * widthPx + area.xPx) * 4;
    part.set(rgba.subarray(from, from + area.widthPx * 4), row * area.widthPx * 4);
  }
  return { widthPx: area.widthPx, heightPx: area.heightPx, rgba: part };
}
