import { join } from 'node:path';
import { vi } from 'vitest';
import { once } from '../harness/once.ts';
import { type Resources, root, runFolder } from '../harness/resources.ts';
import { buildPages } from './build.ts';
import { servePages } from './serve.ts';

/** Serves the pages as they ship, with what stands in for a session: a test runner would have the libraries for developers. @returns their address */
export async function serveShippedPages(resources: Resources): Promise<string> {
  const folder = join(runFolder ?? join(root, '.build'), 'pictures-pages');
  await once('pictures-pages', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    await buildPages(folder);
    vi.unstubAllEnvs();
  });
  const served = await servePages(folder);
  resources.add(() => served.close());
  return served.url;
}
