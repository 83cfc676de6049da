import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until, type Xvfb } from './xvfb.ts';

/** An xterm in which a program writes down every character that it reads, at once. */
export class Typewriter {
  readonly #folder = mkdtempSync(join(tmpdir(), 'typewriter-'));
  readonly #file = join(this.#folder, 'typed');
  #read = 0;

  static async open(server: Xvfb, geometry = '80x24+0+0'): Promise<Typewriter> {
    const typewriter = new Typewriter();
    const write = `stty -icanon -echo -isig -ixon -icrnl min 1 && exec cat > '${typewriter.#file}'`;
    server.start('xterm', '-u8', '-geometry', geometry, '-e', 'sh', '-c', write);
    await until(() => typewriter.#written() !== undefined);
    return typewriter;
  }

  /** @returns what was typed since the last call, as soon as it is as long as the text that is expected */
  async typed(expected: string): Promise<string> {
    const sizeBytes = Buffer.byteLength(expected);
    const written = await until(() => {
      const text = this.#written()?.subarray(this.#read);
      return text !== undefined && text.length >= sizeBytes && text;
    });
    this.#read += written.length;
    return written.toString();
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #written(): Buffer | undefined {
    try {
      return readFileSync(this.#file);
    } catch {
      return undefined;
    }
  }
}
