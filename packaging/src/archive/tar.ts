import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Entry, inOrder } from './entry.ts';

const compress = promisify(gzip) as (bytes: Uint8Array, options: { level: number }) => Promise<Buffer>;

const BLOCK_BYTES = 512;
const MAX_NAME_BYTES = 100;

/**
 * A tar (ustar, POSIX.1-1988) through gzip, whose bytes depend on the entries and the time alone; owner and group are root.
 * @param folder the one folder that everything lies in
 */
export function tarGz(folder: string, entries: readonly Entry[], time: Date): Promise<Uint8Array> {
  const blocks = inOrder(entries).flatMap((entry) => {
    const padding = (BLOCK_BYTES - (entry.bytes.length % BLOCK_BYTES)) % BLOCK_BYTES;
    return [header(`${folder}/${entry.path}`, entry, time), entry.bytes, Buffer.alloc(padding)];
  });
  return compress(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK_BYTES)]), { level: 9 });
}

function header(name: string, entry: Entry, time: Date): Buffer {
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw new Error(`${name} is too long for a tar`);
  const block = Buffer.alloc(BLOCK_BYTES);
  const octal = (value: number, at: number, digits: number) =>
    block.write(value.toString(8).padStart(digits, '0'), at);
  block.write(name, 0);
  octal(entry.executable ? 0o755 : 0o644, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(entry.bytes.length, 124, 11);
  octal(Math.floor(time.getTime() / 1000), 136, 11);
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  block.write('ustar\0', 257);
  block.write('00', 263);
  block.write('root', 265);
  block.write('root', 297);
  octal(0, 329, 7);
  octal(0, 337, 7);
  const sum = block.reduce((total, byte) => total + byte, 0);
  octal(sum, 148, 6);
  block.write('\0 ', 154);
  return block;
}
