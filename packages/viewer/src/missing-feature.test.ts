import { expect, test } from 'vitest';
import { missingFeature } from './missing-feature.ts';

const complete = {
  isSecureContext: true,
  crypto: { subtle: {} },
  WebAssembly: {},
  Worker: class {},
};

function lacks(changes: object) {
  return missingFeature({ ...complete, ...changes } as unknown as typeof globalThis);
}

test('a browser with everything lacks nothing', () => {
  expect(lacks({})).toBeUndefined();
});

test('each lack is named, an unencrypted page before what it entails', () => {
  expect(lacks({ isSecureContext: false, crypto: {} })).toBe('secure-context');
  expect(lacks({ crypto: {} })).toBe('webcrypto');
  expect(lacks({ WebAssembly: undefined })).toBe('webassembly');
  expect(lacks({ Worker: undefined })).toBe('workers');
});
