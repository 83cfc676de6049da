// Another Windows program that uses the clipboard. Runs under Wine as `node.exe clipboard.mjs copy <format> <file> …`, `… paste <format> <file>`,
// `… paste-formats` or `… hold <milliseconds>`. A format is CF_…'s number or a registered name; a file holds its bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import koffi from 'koffi';

const user = koffi.load('user32.dll');
const kernel = koffi.load('kernel32.dll');
const P = 'void *';
const call = (lib, name, result, ...args) => lib.func(name, result, args);
const open = call(user, 'OpenClipboard', 'int', P);
const shut = call(user, 'CloseClipboard', 'int');
const empty = call(user, 'EmptyClipboard', 'int');
const set = call(user, 'SetClipboardData', P, 'uint', P);
const get = call(user, 'GetClipboardData', P, 'uint');
const register = call(user, 'RegisterClipboardFormatW', 'uint', 'str16');
const next = call(user, 'EnumClipboardFormats', 'uint', 'uint');
const createWindow = call(
  user,
  'CreateWindowExW',
  P,
  'uint',
  'str16',
  'str16',
  'uint',
  'int',
  'int',
  'int',
  'int',
  P,
  P,
  P,
  P,
);
const allocate = call(kernel, 'GlobalAlloc', P, 'uint', 'uintptr_t');
const lock = call(kernel, 'GlobalLock', P, P);
const unlock = call(kernel, 'GlobalUnlock', 'int', P);
const size = call(kernel, 'GlobalSize', 'uintptr_t', P);

const MOVEABLE = 2;
const [task, ...args] = process.argv.slice(2);
const numberOf = (format) => (/^\d+$/.test(format) ? Number(format) : register(format));
const window = createWindow(0, 'STATIC', 'another program', 0, 0, 0, 0, 0, null, null, null, null);
for (let times = 0; !open(window); times++) {
  if (times > 200) throw new Error('the clipboard is held');
  await delay(10);
}
switch (task) {
  case 'copy':
    empty();
    for (let at = 0; at < args.length; at += 2) {
      const bytes = readFileSync(args[at + 1]);
      const memory = allocate(MOVEABLE, Math.max(1, bytes.length));
      new Uint8Array(koffi.view(lock(memory), bytes.length)).set(bytes);
      unlock(memory);
      set(numberOf(args[at]), memory);
    }
    break;
  case 'paste': {
    const memory = get(numberOf(args[0]));
    const bytes = memory === null ? [] : new Uint8Array(koffi.view(lock(memory), Number(size(memory))));
    writeFileSync(args[1], Buffer.from(bytes));
    break;
  }
  case 'paste-formats':
    for (let format = next(0); format !== 0; format = next(format)) console.log(format);
    break;
  case 'hold':
    writeFileSync(args[0], 'held');
    await delay(Number(args[1]));
    break;
}
shut();
