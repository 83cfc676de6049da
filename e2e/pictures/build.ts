import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../harness/resources.ts';

/** Builds the pages as they ship, with the stub in the viewer's place. @returns the folder */
export async function buildPages(): Promise<string> {
  const folder = join(root, '.build', 'pictures-pages');
  await build({
    configFile: join(root, 'apps/web/vite.config.ts'),
    logLevel: 'warn',
    resolve: {
      alias: [{ find: /^@fjernhjelp\/viewer$/, replacement: join(import.meta.dirname, 'viewer-stub.ts') }],
    },
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}
