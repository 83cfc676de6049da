import type { ClipboardFormat } from '@fjernhjelp/protocol';
import type { XConnection } from '../connection.ts';

export type Atoms = ReturnType<typeof internAtoms>;

/** Predefined atoms (X.h). */
export const ATOM = 4;
export const INTEGER = 19;
export const STRING = 31;

/** Names that the ICCCM, section 2, and MIME give to selections and their targets. */
export function internAtoms({ x, display }: XConnection) {
  const atom = (name: string) => x.XInternAtom(display, name, 0);
  return {
    clipboard: atom('CLIPBOARD'),
    targets: atom('TARGETS'),
    timestamp: atom('TIMESTAMP'),
    incr: atom('INCR'),
    utf8: atom('UTF8_STRING'),
    plainUtf8: atom('text/plain;charset=utf-8'),
    text: atom('TEXT'),
    html: atom('text/html'),
    png: atom('image/png'),
    uriList: atom('text/uri-list'),
    /** KDE's convention, which password managers follow: nobody is to read along. */
    private: atom('x-kde-passwordManagerHint'),
    /** Where what we ask for is put, on a window of our own. */
    transfer: atom('FJERNHJELP_TRANSFER'),
  };
}

/** A format of ours, the target that it is asked for by, and how its bytes are to be read. */
export interface WantedTarget {
  readonly format: ClipboardFormat;
  readonly target: number;
  readonly isLatin1?: boolean;
}

/** @returns what to ask for, for each format the best target of those that there are */
export function wantedTargets(atoms: Atoms, offered: readonly number[]): WantedTarget[] {
  const has = (target: number) => offered.includes(target);
  const text = [atoms.utf8, atoms.plainUtf8].find(has);
  return [
    ...(text !== undefined
      ? [{ format: 'text' as const, target: text }]
      : has(STRING)
        ? [{ format: 'text' as const, target: STRING, isLatin1: true }]
        : []),
    ...(has(atoms.html) ? [{ format: 'html' as const, target: atoms.html }] : []),
    ...(has(atoms.png) ? [{ format: 'png' as const, target: atoms.png }] : []),
  ];
}
