import { createHash } from 'node:crypto';
import type { CreateSha256 } from '@fjernhjelp/session/transfer';

/** Node's own SHA-256, which takes pieces as they are: Web Crypto's wants them put together first, and copies them once more. */
export const createNodeSha256: CreateSha256 = () => {
  const hash = createHash('sha256');
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => new Uint8Array(hash.digest()),
  };
};
