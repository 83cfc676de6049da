import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { causeOf, StartFailure } from '../start-failure.ts';

/** A logo is a part of the start page, which has 200 kB. */
export const MAX_LOGO_BYTES = 50_000;

export interface Logo {
  readonly contentType: 'image/svg+xml' | 'image/png' | 'image/jpeg' | 'image/webp';
  readonly bytes: Buffer;
  /** Changes with the content: part of the address. */
  readonly version: string;
}

/**
 * Reads the operator's logo, once.
 * @throws StartFailure "logo" when it cannot be read, is too large, or is no picture that browsers show
 */
export async function readLogo(file: string): Promise<Logo> {
  const fail = (why: string, cause?: unknown): never => {
    throw new StartFailure('logo', { file, why, most: String(MAX_LOGO_BYTES / 1000) }, { cause });
  };
  let bytes: Buffer;
  try {
    const handle = await open(file);
    try {
      // One byte more than allowed shows that it is too large, however large it is.
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(MAX_LOGO_BYTES + 1),
        0,
        MAX_LOGO_BYTES + 1,
        0,
      );
      bytes = buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    return fail(causeOf(cause), cause);
  }
  if (bytes.length > MAX_LOGO_BYTES) return fail(`> ${MAX_LOGO_BYTES / 1000} kB`);
  const contentType = contentTypeOf(bytes);
  if (contentType === undefined) return fail('SVG, PNG, JPEG, WebP?');
  return { contentType, bytes, version: createHash('sha256').update(bytes).digest('hex').slice(0, 12) };
}

/** By its first bytes: a name may say anything. */
function contentTypeOf(bytes: Buffer): Logo['contentType'] | undefined {
  const hex = bytes.subarray(0, 12).toString('hex');
  if (hex.startsWith('89504e470d0a1a0a')) return 'image/png';
  if (hex.startsWith('ffd8ff')) return 'image/jpeg';
  if (/^52494646.{8}57454250/.test(hex)) return 'image/webp';
  const start = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .trimStart();
  return /^(<\?xml[^>]*>\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/.test(start) ? 'image/svg+xml' : undefined;
}
