import { createHash } from 'node:crypto';
import { readHeaders } from './headers.ts';

const ALIGNMENT_BYTES = 8;

/**
 * The Authenticode hash of a Windows executable or library ("Windows Authenticode Portable Executable Signature Format"):
 * that of all bytes but the checksum, the certificates and where they are, so that signing does not change it. It is what
 * AppLocker's and App Control's hash rules hold.
 */
export function authenticodeHash(file: Uint8Array, algorithm: 'sha1' | 'sha256'): string {
  const { checksumAt, certificateEntryAt, certificatesAt } = readHeaders(file);
  const end = certificatesAt === 0 ? file.length : certificatesAt;
  const hash = createHash(algorithm)
    .update(file.subarray(0, checksumAt))
    .update(file.subarray(checksumAt + 4, certificateEntryAt))
    .update(file.subarray(certificateEntryAt + 8, end));
  // A signer pads the file first; an unsigned one is hashed as if it had been.
  if (end % ALIGNMENT_BYTES !== 0) hash.update(Buffer.alloc(ALIGNMENT_BYTES - (end % ALIGNMENT_BYTES)));
  return hash.digest('hex');
}
