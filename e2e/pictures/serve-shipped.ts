import { vi } from 'vitest';
import type { Resources } from '../harness/resources.ts';
import { buildPages } from './build.ts';
import { servePages } from './serve.ts';

/** Serves the pages as they ship, with what stands in for a session: a test runner would have the libraries for developers. @returns their address */
export async function serveShippedPages(resources: Resources): Promise<string> {
  vi.stubEnv('NODE_ENV', 'production');
  const served = await servePages(await buildPages());
  vi.unstubAllEnvs();
  resources.add(() => served.close());
  return served.url;
}
