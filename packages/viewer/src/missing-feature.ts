/** What the viewer needs of a browser. */
export type Feature = 'secure-context' | 'webassembly' | 'workers' | 'webcrypto';

/** @returns what this browser lacks, or undefined when all is there */
export function missingFeature(scope: typeof globalThis = globalThis): Feature | undefined {
  // Browsers hide WebCrypto on pages that came unencrypted: that is the reason to name, so it is first.
  if (!scope.isSecureContext) return 'secure-context';
  if (scope.crypto?.subtle === undefined) return 'webcrypto';
  if (scope.WebAssembly === undefined) return 'webassembly';
  if (scope.Worker === undefined) return 'workers';
  return undefined;
}
