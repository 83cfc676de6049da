import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { textOf } from './bundle-text.ts';
import { isCompressed } from './compressed.ts';

/** What a person on a thin line waits for before the page is there, in bytes as they are sent, with the font that nb, nn and en need. */
const mostBytes: Readonly<Record<string, number>> = {
  'index.html': 180_000,
  // Without what shows a session, and without the viewer.
  'console.html': 190_000,
};

const REFERENCE = /assets\/[\w.-]+\.(?:js|css)|assets\/[\w-]*latin-wght-normal[\w.-]+/g;

/** Prints after a build how much each page loads at first, and fails when one that is waited for is too heavy. */
export function pageSizes(): Plugin {
  return {
    name: 'page-sizes',
    apply: 'build',
    writeBundle: {
      // After what writes the compressed files.
      order: 'post',
      sequential: true,
      handler({ dir = '' }, bundle) {
        const weigh = (name: string): number =>
          statSync(join(dir, isCompressed(name) ? `${name}.br` : name)).size;

        // A page loads the texts of one language: the heaviest, so that it holds for each.
        const texts = Object.values(bundle)
          .filter((file) => file.type === 'chunk' && /src\/texts\/\w+\.json$/.test(file.facadeModuleId ?? ''))
          .map(({ fileName }) => fileName)
          .sort((a, b) => weigh(b) - weigh(a))[0];
        if (texts === undefined) throw new Error('the build has no texts of their own');

        for (const page of Object.keys(bundle).filter((name) => name.endsWith('.html'))) {
          const files = new Set([page, texts]);
          for (const name of files) {
            if (!/\.(html|css)$/.test(name)) continue;
            for (const [found] of textOf(bundle, name).matchAll(REFERENCE)) files.add(found);
          }
          const sizeBytes = [...files].reduce((sum, name) => sum + weigh(name), 0);
          console.log(`${page} loads ${Math.round(sizeBytes / 1000)} kB (${files.size} files)`);
          const limitBytes = mostBytes[page];
          if (limitBytes !== undefined && sizeBytes > limitBytes)
            this.error(`${page} must stay under ${limitBytes / 1000} kB`);
        }
      },
    },
  };
}
