import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../harness/resources.ts';

/** Builds the pages as they ship, with stubs in the places of the viewer and of the browser door's session. @returns the folder */
export async function buildPages(folder = join(root, '.build', 'pictures-pages')): Promise<string> {
  await build({
    configFile: join(root, 'apps/web/vite.config.ts'),
    logLevel: 'warn',
    resolve: {
      alias: [
        { find: /^@fjernhjelp\/viewer$/, replacement: join(import.meta.dirname, 'viewer-stub.ts') },
        { find: /^.*\/open-door\.ts$/, replacement: join(import.meta.dirname, 'door-stub.ts') },
      ],
    },
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}
