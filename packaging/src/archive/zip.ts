import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { type Entry, inOrder } from './entry.ts';

const compress = promisify(deflateRaw) as (bytes: Uint8Array, options: { level: number }) => Promise<Buffer>;

const LOCAL = 0x0403_4b50;
const CENTRAL = 0x0201_4b50;
const END = 0x0605_4b50;
const VERSION_NEEDED = 20;
/** Made by Unix, so that the mode is read. */
const MADE_BY = (3 << 8) | VERSION_NEEDED;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;

/**
 * A zip (APPNOTE 6.3) whose bytes depend on the entries and the time alone.
 * @param folder the one folder that everything lies in
 */
export async function zip(folder: string, entries: readonly Entry[], time: Date): Promise<Uint8Array> {
  const packed = await Promise.all(
    inOrder(entries).map(async (entry) => ({ entry, data: await compress(entry.bytes, { level: 9 }) })),
  );
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const { entry, data } of packed) {
    const name = Buffer.from(`${folder}/${entry.path}`);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION_NEEDED, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(DEFLATE, 4);
    common.writeUInt32LE(dosTime(time), 6);
    common.writeUInt32LE(crc32(entry.bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(entry.bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    locals.push(uint32(LOCAL), common, name, data);

    const rest = Buffer.alloc(14);
    const mode = entry.executable ? 0o100755 : 0o100644;
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    centrals.push(uint32(CENTRAL), uint16(MADE_BY), common, rest, name);
    offset += 4 + common.length + name.length + data.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(packed.length, 4);
  end.writeUInt16LE(packed.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, uint32(END), end]);
}

/** MS-DOS date and time, in UTC, two seconds apart; the date is the upper half. */
function dosTime(time: Date): number {
  const date = ((time.getUTCFullYear() - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
  return ((date << 16) | clock) >>> 0;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
