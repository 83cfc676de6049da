import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip) as (bytes: Uint8Array, options: { level: number }) => Promise<Uint8Array>;

/** Fonts and pictures are packed already, and pages are filled in by the server. */
export const isCompressed = (name: string): boolean => /\.(js|css)$/.test(name);

/** Writes each script and stylesheet once more beside itself, in brotli and, for browsers that come by HTTP, in gzip. */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY } = constants;
      const params = { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY };
      await Promise.all(
        Object.values(bundle)
          .filter(({ fileName }) => isCompressed(fileName))
          .map(async (file) => {
            const path = join(dir, file.fileName);
            const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source);
            await writeFile(`${path}.br`, await toBrotli(bytes, { params }));
            await writeFile(`${path}.gz`, await toGzip(bytes, { level: 9 }));
          }),
      );
    },
  };
}
