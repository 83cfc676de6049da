import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { runFolder } from './resources.ts';

// Each file of tests has a process of its own, and loads the same large libraries.
if (runFolder !== undefined) enableCompileCache(join(runFolder, 'compiled'));
afterAll(() => flushCompileCache());
