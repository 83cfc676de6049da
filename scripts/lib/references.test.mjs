import { expect, test } from 'vitest';
import { brokenReferences } from './references.mjs';

const checkout = {
  files: [
    'README.md',
    'apps/web/src/main.ts',
    'docs/decisions/0021-echo.md',
    'docs/settings.md',
    'e2e/chat.test.ts',
    'packages/codec/src/moves.ts',
  ],
  scripts: ['start', 'test', 'check'],
};
const broken = (text, path = 'README.md') => brokenReferences({ path, text }, checkout);

test('what is there may be named: files, folders, choices, patterns, numbers of decisions, what is built', () => {
  const text = [
    'apps/web/src/main.ts, packages/codec. `packages/codec/src/{moves,moves}.ts`',
    '`apps/*/src/**/*.{ts,tsx}` docs/decisions/0021 `moves.ts` `src/moves.ts` apps/web/dist/x.js',
    '[settings](docs/settings.md#tls) [here](#words) [far](https://example.org/docs/none.md)',
    '`npm start`, `npm run check`, `npm install`',
    '| a | b | `chat` |',
  ];
  expect(broken(text.join('\n'))).toEqual([]);
  expect(broken('[echo](decisions/0021-echo.md) ![up](../README.md)', 'docs/settings.md')).toEqual([]);
});

test.each([
  ['see apps/web/src/gone.ts.', 'apps/web/src/gone.ts.'],
  ['`packages/codec/src/{moves,gone}.ts`', 'packages/codec/src/{moves,gone}.ts'],
  ['docs/decisions/0099', 'docs/decisions/0099'],
  ['`gone.ts`', 'gone.ts'],
  ['GONE.md', 'GONE.md'],
  ['[x](docs/gone.md)', 'docs/gone.md'],
  ['`npm run gone`', 'npm run gone'],
  ['| a | b | `gone` |', 'e2e/gone.test.ts'],
])('what is gone is said: %s', (text, named) => {
  expect(broken(text)).toContain(named);
});

test('comments of sources name paths and documents, and whatever else they like', () => {
  expect(broken('// `gone.ts` npm run gone, packages/gone, GONE.md', 'apps/web/src/main.ts')).toEqual([
    'packages/gone,',
    'GONE.md',
  ]);
});
