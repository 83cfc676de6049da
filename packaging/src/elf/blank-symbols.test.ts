import { expect, it } from 'vitest';
import { blankSymbols } from './blank-symbols.ts';

/** An ELF file of nothing but sections: each a name, a type, a link and 8 bytes. */
function elf(sections: readonly { name: string; type: number; link?: number }[]): Buffer {
  const names = Buffer.from(`\0${sections.map(({ name }) => name).join('\0')}\0.shstrtab\0`);
  const all = [...sections, { name: '.shstrtab', type: 3 }];
  const namesAt = 64 + sections.length * 8;
  const headersAt = namesAt + names.length;
  const file = Buffer.alloc(headersAt + all.length * 64);
  file.write('\x7fELF', 0, 'latin1');
  file.writeBigUInt64LE(BigInt(headersAt), 40);
  file.writeUInt16LE(64, 58);
  file.writeUInt16LE(all.length, 60);
  file.writeUInt16LE(all.length - 1, 62);
  file.fill('x', 64, namesAt);
  names.copy(file, namesAt);
  all.forEach(({ name, type, ...rest }, index) => {
    const at = headersAt + index * 64;
    const isNames = index === all.length - 1;
    file.writeUInt32LE(names.indexOf(`\0${name}\0`) + 1, at);
    file.writeUInt32LE(type, at + 4);
    file.writeBigUInt64LE(BigInt(isNames ? namesAt : 64 + index * 8), at + 24);
    file.writeBigUInt64LE(BigInt(isNames ? names.length : 8), at + 32);
    file.writeUInt32LE('link' in rest ? (rest.link ?? 0) : 0, at + 40);
  });
  return file;
}

it('blanks symbols, their names and debug information, and moves nothing', () => {
  const file = elf([
    { name: '.text', type: 1 },
    { name: '.dynsym', type: 11 },
    { name: '.debug_info', type: 1 },
    { name: '.symtab', type: 2, link: 4 },
    { name: '.strtab', type: 3 },
    { name: '.comment', type: 1 },
  ]);
  const before = Buffer.from(file);
  blankSymbols(file);
  const kept = 'xxxxxxxx';
  const gone = '\0'.repeat(8);
  const bodies = Array.from({ length: 6 }, (_, index) =>
    file.toString('latin1', 64 + index * 8, 72 + index * 8),
  );
  expect(bodies).toEqual([kept, kept, gone, gone, gone, kept]);
  expect(file.subarray(112).equals(before.subarray(112))).toBe(true);
  expect(() => blankSymbols(Buffer.from('MZ  '))).toThrow('no ELF file');
});
