import { enableCompileCache, flushCompileCache } from 'node:module';
import { afterAll } from 'vitest';
import { compiledFolder } from './resources.ts';

// Each file of tests has a process of its own, and loads the same large libraries.
if (compiledFolder !== undefined) enableCompileCache(compiledFolder);
afterAll(() => flushCompileCache());
