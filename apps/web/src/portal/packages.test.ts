import { expect, it } from 'vitest';
import { packageFor, systemOf } from './packages.ts';

it.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
    'windows-x64',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'linux-x64'],
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36', undefined],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', undefined],
  ['Mozilla/5.0 (X11; Linux aarch64)', undefined],
])('%s runs on %s', (userAgent, system) => {
  expect(systemOf(userAgent)).toBe(system);
});

const offered = { system: 'linux-x64', file: 'f.tar.gz', sizeBytes: 7, sha256: 'ab', signer: null };

it('takes the package of this system, and nothing from an answer that is none', () => {
  const answer = { version: '0.1.0', packages: [{ system: 'windows-x64' }, offered] };
  expect(packageFor('linux-x64', answer)).toEqual({ ...offered, version: '0.1.0' });
  expect(packageFor('windows-x64', answer)).toBeUndefined();
  expect(packageFor(undefined, answer)).toBeUndefined();
  for (const none of [null, 7, [], {}, { version: null, packages: [] }, { version: '1', packages: [null] }]) {
    expect(packageFor('linux-x64', none)).toBeUndefined();
  }
});
