/// <reference path="../../../types/web-assembly.d.ts" />

import type { webcrypto } from 'node:crypto';

/** What the neutral packages use of the platform (types/neutral.d.ts) and Node has without its types naming it. */
declare global {
  interface CryptoKey extends webcrypto.CryptoKey {}
}
