import { vi } from 'vitest';

/** Vitest gives up after a second, which a loaded machine lets pass without running anything. The test's own time limit comes later. */
const PATIENCE_MS = 60_000;

const { waitFor } = vi;
vi.waitFor = (condition, options) =>
  waitFor(condition, {
    timeout: PATIENCE_MS,
    ...(typeof options === 'number' ? { timeout: options } : options),
  });
