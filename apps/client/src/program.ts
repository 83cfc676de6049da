import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';

/** Put in by the packaging: version and commit. Absent in a checkout. */
declare const FJERNHJELP_VERSION: string;

/** The program itself, and what lies beside it: packed into one executable, or in a checkout. */
export interface Program {
  /** What starts it, as a command line's first words. */
  readonly command: readonly string[];
  /** Such as `0.1.0 (af1f8e1)`. */
  readonly version: string;
  /** `fjernhjelp.json` beside the program; in a checkout that of `apps/client`. */
  readonly settingsFile: string;
  /** The built pages, with `window.html`. */
  readonly pagesFolder: string;
}

export const program: Program = isSea() ? packedProgram() : programInCheckout();

function packedProgram(): Program {
  const folder = dirname(process.execPath);
  return {
    command: [process.execPath],
    version: FJERNHJELP_VERSION,
    settingsFile: join(folder, 'fjernhjelp.json'),
    pagesFolder: join(folder, 'pages'),
  };
}

function programInCheckout(): Program {
  const source = dirname(fileURLToPath(import.meta.url));
  const { version } = JSON.parse(readFileSync(join(source, '../package.json'), 'utf8')) as {
    version: string;
  };
  return {
    command: [process.execPath, join(source, 'main.ts')],
    version,
    settingsFile: join(source, '../fjernhjelp.json'),
    pagesFolder: join(source, '../../web/dist'),
  };
}
