import type { Bytes } from '@fjernhjelp/protocol';

/**
 * "HTML Format", as Windows' clipboard has HTML: a header of lines that say where in the bytes the document and the copied piece lie, then
 * the document in UTF-8 (Microsoft, "HTML Clipboard Format").
 */

const START = '<!--StartFragment-->';
const END = '<!--EndFragment-->';
/** Offsets have one width, so that the header's length does not depend on them. */
const DIGITS = 10;
/** Programs add lines such as SourceURL; a header longer than this is none. */
const MAX_HEADER_BYTES = 16_384;

/** @param html UTF-8, a document or a piece of one */
export function encodeHtmlFormat(html: Uint8Array): Buffer<ArrayBuffer> {
  const { before, piece, after } = markPiece(Buffer.from(html).toString());
  const startHtml = header([0, 0, 0, 0]).length;
  const startFragment = startHtml + Buffer.byteLength(before);
  const endFragment = startFragment + Buffer.byteLength(piece);
  const endHtml = endFragment + Buffer.byteLength(after);
  return Buffer.from(header([startHtml, endHtml, startFragment, endFragment]) + before + piece + after);
}

/**
 * @param bytes as another program put them there, whatever they are
 * @returns the document (UTF-8), where there is none the copied piece, a view; undefined when neither is where the header says
 */
export function decodeHtmlFormat(bytes: Bytes): Bytes | undefined {
  const offsets = readOffsets(bytes);
  return stretch(bytes, offsets, 'HTML') ?? stretch(bytes, offsets, 'Fragment');
}

function header(offsets: readonly [number, number, number, number]): string {
  const [startHtml, endHtml, startFragment, endFragment] = offsets.map((each) =>
    String(each).padStart(DIGITS, '0'),
  );
  return [
    'Version:0.9',
    `StartHTML:${startHtml}`,
    `EndHTML:${endHtml}`,
    `StartFragment:${startFragment}`,
    `EndFragment:${endFragment}`,
    '',
  ].join('\r\n');
}

/** What was copied is what is between the marks, else the body, else all of it. */
function markPiece(text: string): { before: string; piece: string; after: string } {
  const [start, end] = [text.indexOf(START), text.lastIndexOf(END)];
  if (start >= 0 && end >= start + START.length) return cut(text, start + START.length, end);
  const opening = /<body\b[^>]*>/i.exec(text);
  const closing = text.search(/<\/body\s*>/i);
  if (opening === null || closing < opening.index)
    return { before: `<html><body>${START}`, piece: text, after: `${END}</body></html>` };
  const { before, piece, after } = cut(text, opening.index + opening[0].length, closing);
  return { before: before + START, piece, after: END + after };
}

function cut(text: string, from: number, to: number) {
  return { before: text.slice(0, from), piece: text.slice(from, to), after: text.slice(to) };
}

function readOffsets(bytes: Uint8Array): ReadonlyMap<string, number> {
  const [text = ''] = Buffer.from(bytes.subarray(0, MAX_HEADER_BYTES)).toString('latin1').split('<', 1);
  return new Map(
    Array.from(text.matchAll(/^((?:Start|End)(?:HTML|Fragment)):(-?\d{1,10})\s*$/gm), ([, name, value]) => [
      name!,
      Number(value),
    ]),
  );
}

function stretch(bytes: Bytes, offsets: ReadonlyMap<string, number>, name: string): Bytes | undefined {
  const [start = -1, end = -1] = [offsets.get(`Start${name}`), offsets.get(`End${name}`)];
  if (start < 0 || end <= start || end > bytes.length) return undefined;
  return bytes.subarray(start, end);
}
