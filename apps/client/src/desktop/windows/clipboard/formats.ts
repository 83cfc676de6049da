import type { Bytes, ClipboardContent, ClipboardFormat } from '@fjernhjelp/protocol';
import { decodeDib, encodeDib } from './dib.ts';
import { decodeDropFiles, MAX_DROP_FILES_BYTES } from './drop-files.ts';
import { decodeHtmlFormat, encodeHtmlFormat } from './html-format.ts';
import { decodePng, encodePng } from './png.ts';
import { decodeWideText, encodeWideText } from './wide-clipboard-text.ts';

/** CF_UNICODETEXT, CF_DIB, CF_HDROP. */
export const systemFormats = { text: 13, bitmap: 8, files: 15 } as const;
/** Names that programs register. */
export const registeredFormats = {
  html: 'HTML Format',
  png: 'PNG',
  /** What a password manager puts beside a password: nobody is to read along. */
  private: 'ExcludeClipboardContentFromMonitorProcessing',
  history: 'CanIncludeInClipboardHistory',
  cloud: 'CanUploadToCloudClipboard',
} as const;

export type WindowsFormat = keyof typeof systemFormats | keyof typeof registeredFormats;

/** What Windows has in one format. */
export interface WindowsPart {
  readonly format: WindowsFormat;
  readonly bytes: Bytes;
}

/** A header, and what programs leave after the end. */
const AROUND_HTML_BYTES = 65_536;
/** As large as the largest picture that is unpacked. */
const MAX_BITMAP_BYTES = 256 * 1024 * 1024;
const NO = Uint8Array.of(0, 0, 0, 0);

/** @returns what to put there: a picture in two forms, all of it kept out of Windows' history and off the user's other machines */
export function toWindows(content: ClipboardContent): WindowsPart[] {
  const parts = content.flatMap(({ format, bytes }): WindowsPart[] => {
    if (format === 'text') return [{ format, bytes: encodeWideText(bytes) }];
    if (format === 'html') return [{ format, bytes: encodeHtmlFormat(bytes) }];
    const picture = decodePng(bytes);
    return picture
      ? [
          { format, bytes },
          { format: 'bitmap', bytes: encodeDib(picture) },
        ]
      : [{ format, bytes }];
  });
  return [...parts, { format: 'history', bytes: NO }, { format: 'cloud', bytes: NO }];
}

/**
 * Copies what is there in a format.
 * @returns undefined where there is none
 */
export type TakePart = (format: WindowsFormat, maxBytes: number) => Bytes | 'too-large' | undefined;

/** @param maxBytes of all formats together */
export function fromWindows(take: TakePart, maxBytes: number): ClipboardContent | 'too-large' {
  if (take('private', maxBytes) !== undefined) return [];
  const found = {
    text: read(take('text', 4 * maxBytes + 2), (bytes) => decodeWideText(bytes, maxBytes)),
    html: read(take('html', maxBytes + AROUND_HTML_BYTES), decodeHtmlFormat),
    png:
      take('png', maxBytes) ??
      read(take('bitmap', MAX_BITMAP_BYTES), (bytes) => {
        const picture = decodeDib(bytes);
        return picture && encodePng(picture);
      }),
  };
  const content: { format: ClipboardFormat; bytes: Bytes }[] = [];
  let leftBytes = maxBytes;
  for (const [format, bytes] of Object.entries(found) as [ClipboardFormat, Read][]) {
    if (bytes === undefined) continue;
    if (bytes === 'too-large' || bytes.length > leftBytes) return 'too-large';
    leftBytes -= bytes.length;
    content.push({ format, bytes });
  }
  return content;
}

/** @returns full paths of what was copied in a file manager; none when there is something else, or too much */
export function filesFromWindows(take: TakePart): readonly string[] {
  if (take('private', MAX_DROP_FILES_BYTES) !== undefined) return [];
  const list = take('files', MAX_DROP_FILES_BYTES);
  return list === undefined || list === 'too-large' ? [] : (decodeDropFiles(list) ?? []);
}

type Read = Bytes | 'too-large' | undefined;

function read(taken: Read, decode: (bytes: Bytes) => Read): Read {
  return taken === undefined || taken === 'too-large' ? taken : decode(taken);
}
