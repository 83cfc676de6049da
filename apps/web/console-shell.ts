import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { textOf } from './bundle-text.ts';

/** What the console is without the server: its own files, and the page that says that the server is not there. */
const pages = ['console.html', 'offline.html'];
const icons = ['icons/icon.svg', 'favicon.svg'];
/** Of the fonts only what nb, nn and en need. */
const isWanted = (name: string) => !name.endsWith('.woff2') || name.includes('latin-wght-normal');

/** What a session is begun with: it is kept before all that may never be wanted. */
const sessionParts = [
  /\/console\/session\/Session\.tsx$/,
  /\/packages\/viewer\/src\/index\.ts$/,
  /^assets\/line-worker-/,
  /^assets\/paint-worker-/,
];

const sourceOf = (file: Rolldown.OutputBundle[string] | undefined) =>
  file?.type === 'chunk' ? file.facadeModuleId : undefined;

/** Writes into the service worker which files it keeps, and a version that is another for every other build. */
export function consoleShell(): Plugin {
  return {
    name: 'console-shell',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['service-worker.js'];
        if (worker?.type !== 'chunk') throw new Error('the build has no service worker');
        if (worker.imports.length > 0) throw new Error('the service worker must be one file');

        const shell = new Set(pages);
        for (const name of shell) {
          if (!/\.(html|js|css)$/.test(name)) continue;
          const text = textOf(bundle, name);
          for (const other of Object.keys(bundle))
            if (other.startsWith('assets/') && isWanted(other) && text.includes(basename(other)))
              shell.add(other);
        }
        shell.delete('console.html');

        const first = new Set([...shell].filter((name) => textOf(bundle, 'console.html').includes(name)));
        const add = (name: string): void => {
          const file = bundle[name];
          if (file?.type === 'chunk' && !first.has(name)) {
            for (const style of file.viteMetadata?.importedCss ?? []) first.add(style);
            for (const other of file.imports) add(other);
          }
          first.add(name);
        };
        for (const part of sessionParts) {
          const found = [...shell].find((name) => part.test(sourceOf(bundle[name]) ?? name));
          // A build with stubs, as the tests of the looks have, has no viewer.
          if (found !== undefined) add(found);
        }
        const rest = [...shell].filter((name) => !first.has(name) && !pages.includes(name)).sort();
        const files = [...first, ...rest, ...icons, 'offline.html'];
        const hash = createHash('sha256');
        // The names under assets have hashes of what is in them; the page has not.
        for (const name of [...files].sort()) hash.update(name);
        for (const page of pages) hash.update(textOf(bundle, page));
        for (const icon of icons) hash.update(readFileSync(join(import.meta.dirname, 'public', icon)));
        const kept = files.map((name) => `/${name}`);
        const shellOfIt = { files: kept, version: hash.digest('hex').slice(0, 16) };
        worker.code = `self.shell=${JSON.stringify(shellOfIt)};\n${worker.code}`;
      },
    },
  };
}
