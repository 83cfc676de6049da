import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { quietFlags } from '../../../e2e/harness/browser.ts';
import type { Resources } from '../../../e2e/harness/resources.ts';
import { cpuSeconds, memoryMiB } from '../../cpu.ts';
import type { BenchLine } from '../../line.ts';
import type { FarEndOptions, FarFigures } from './far-end.ts';

/** The helper's end in headless Chromium, one task after the other. */
export type RunFarEnd = (options: FarEndOptions) => Promise<FarFigures>;

const html = '<!doctype html><title>files</title><script type="module" src="/page.js"></script>';

/** Starts the browser, which asks for its tasks: see far-page.ts. @param line it is beyond that, else on this machine */
export async function openFarBrowser(resources: Resources, line: BenchLine | undefined): Promise<RunFarEnd> {
  const build = await rolldown({ input: join(import.meta.dirname, 'far-page.ts'), platform: 'browser' });
  const { output } = await build.generate({ format: 'es' });
  await build.close();
  let asked = Promise.withResolvers<ServerResponse>();
  let done = Promise.withResolvers<void>();
  const server = createServer(({ url }, response) => {
    if (url === '/') response.setHeader('content-type', 'text/html').end(html);
    else if (url === '/page.js') response.setHeader('content-type', 'text/javascript').end(output[0].code);
    else if (url === '/task') asked.resolve(response);
    else {
      response.writeHead(url === '/done' ? 200 : 404).end();
      if (url === '/done') done.resolve();
    }
  });
  resources.add(() => {
    server.close();
    server.closeAllConnections();
  });
  const host = line?.hostAddress ?? 'localhost';
  await once(server.listen(0, line?.hostAddress ?? '127.0.0.1'), 'listening');
  const profile = await resources.temporaryFolder('files-browser');
  const url = `http://${host}:${(server.address() as AddressInfo).port}/`;
  const flags = [
    ...quietFlags,
    '--headless',
    `--user-data-dir=${profile}`,
    // Web Crypto and files are for pages that came safely, and from another machine that is https alone.
    `--unsafely-treat-insecure-origin-as-secure=${url}`,
  ];
  const { pid } = resources.spawn(line?.browserCommand ?? '/usr/bin/chromium', [...flags, url]);

  return async (options) => {
    const response = await asked.promise;
    asked = Promise.withResolvers();
    done = Promise.withResolvers();
    const startCpu = cpuSeconds(pid);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(options));
    await done.promise;
    const cpuMs = ((cpuSeconds(pid) - startCpu) * 1e9) / options.task.sizeBytes;
    return { memoryBytes: memoryMiB([pid]) * 1024 * 1024, cpuMs };
  };
}
