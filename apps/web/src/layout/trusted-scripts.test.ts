import { expect, it } from 'vitest';
import { trustOwnScripts } from './trusted-scripts.ts';

const origin = 'https://hjelp.example.no';

function createRule(): (url: string) => string {
  let rule: ((url: string) => string) | undefined;
  trustOwnScripts({
    origin,
    trustedTypes: {
      createPolicy(name, { createScriptURL }) {
        expect(name).toBe('default');
        rule = createScriptURL;
      },
    },
  });
  if (rule === undefined) throw new Error('no policy');
  return rule;
}

it('lets the page’s own workers run, and nothing else become script', () => {
  const allow = createRule();
  expect(allow(`${origin}/assets/paint-worker-B1_x.js`)).toBe(`${origin}/assets/paint-worker-B1_x.js`);
  expect(allow('/assets/a.js')).toBe('/assets/a.js');
  for (const url of [
    'https://evil.example/assets/a.js',
    '//evil.example/assets/a.js',
    '/api/packages',
    '/assets/../packages/a.js',
    'blob:https://hjelp.example.no/1',
    'data:text/javascript,1',
    'javascript:alert(1)',
  ])
    expect(() => allow(url), url).toThrow(TypeError);
});

it('is not needed where the browser has no Trusted Types', () => {
  expect(() => trustOwnScripts({ origin })).not.toThrow();
});
