import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './e2e/harness/longest-first.ts';

/** Tests that start real programs (X servers, openssl, the server, the client) or move hundreds of megabytes: seconds each, however lean. */
const withPrograms = [
  'apps/client/src/desktop/x11/{capture/capturer,capture/capturer-screens,input/injector,input/keyboard/keyboard,input/keyboard/map-changes,probe}.test.ts',
  'apps/client/src/network/open-web-socket.test.ts',
  'apps/client/src/main.test.ts',
  'apps/server/src/main.test.ts',
  'apps/server/src/relay/backpressure.test.ts',
];

/** Vitest leaves one core alone; of two that is half of what there is. */
const sideBySide = availableParallelism();

/**
 * No test takes so long by itself, on whatever machine: this only ends a wait in vain. A slow machine with much else to do gets
 * through a property test or a program's start in many times the seconds that they take alone.
 */
const patience = { testTimeout: 120_000, hookTimeout: 120_000, setupFiles: ['vitest.setup.ts'] };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/*/src/**/*.test.{ts,tsx}',
            'packaging/src/**/*.test.ts',
            'scripts/**/*.test.mjs',
          ],
          exclude: withPrograms,
          maxWorkers: sideBySide,
          ...patience,
        },
      },
      {
        test: {
          name: 'programs',
          sequence: { groupOrder: 1 },
          include: withPrograms,
          maxWorkers: sideBySide,
          ...patience,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts', 'bench/**/*.test.ts'],
          globalSetup: ['e2e/harness/run-folder.ts'],
          setupFiles: ['e2e/harness/compiled.ts'],
          // Each has its own server, screen and browser, and mostly waits for people's seconds: two share two cores well.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Browsers, Wine and X servers fail by themselves now and then; what is broken fails twice.
          retry: 1,
        },
      },
    ],
  },
});
