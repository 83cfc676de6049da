import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Preloaded by node.exe: lets it run the client from a Linux checkout. Wine shows links as folders, and Node strips no types below
 * node_modules, so our own packages are found where they are; and koffi's build for Windows lies in a folder of its own.
 */
const root = new URL('../../../', import.meta.url);
const windowsParts = new URL('.build/windows/', root).href;

registerHooks({
  resolve(specifier, context, next) {
    const [, name, path = ''] = /^@fjernhjelp\/([^/]+)(\/.*)?$/.exec(specifier) ?? [];
    if (name !== undefined) {
      const folder = new URL(`packages/${name}/`, root);
      const { exports } = JSON.parse(readFileSync(fileURLToPath(new URL('package.json', folder)), 'utf8'));
      return next(new URL(exports[`.${path}`], folder).href, context);
    }
    return next(specifier, specifier === 'koffi' ? { ...context, parentURL: windowsParts } : context);
  },
});
