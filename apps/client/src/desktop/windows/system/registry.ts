import { readWide } from '../wide-text.ts';
import { loadRegistry } from './libraries.ts';

/** HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE. */
const roots = { user: -0x7fff_ffff, machine: -0x7fff_fffe } as const;
/** RRF_RT_… */
const kinds = { text: 0x2, number: 0x10 } as const;
const MAX_BYTES = 16 * 1024;

/** Reads values of one key; writes none. */
export interface RegistryKey {
  /** @returns "" where there is none */
  text(name: string): string;
  /** @returns undefined where there is none */
  number(name: string): number | undefined;
}

export function openRegistryKey(root: keyof typeof roots, key: string): RegistryKey {
  const win = loadRegistry();
  const read = (name: string, kind: number) => {
    const [into, sizeBytes] = [Buffer.alloc(MAX_BYTES), Uint32Array.of(MAX_BYTES)];
    const failed = win.RegGetValueW(roots[root], key, name, kind, null, into, sizeBytes);
    return failed ? undefined : into.subarray(0, sizeBytes[0]);
  };
  return {
    text(name) {
      const bytes = read(name, kinds.text);
      return bytes === undefined ? '' : readWide(bytes);
    },
    number: (name) => read(name, kinds.number)?.readUInt32LE(0),
  };
}
