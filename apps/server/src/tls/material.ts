import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** A certificate chain and its private key, both PEM. */
export interface TlsMaterial {
  readonly certificate: string;
  readonly key: string;
}

/** @throws Error when a file cannot be read, is no PEM, or the key belongs to another certificate */
export function readMaterial(certificateFile: string, keyFile: string): TlsMaterial {
  const material = { certificate: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  const leaf = new X509Certificate(material.certificate);
  if (!leaf.checkPrivateKey(createPrivateKey(material.key)))
    throw new Error('the key belongs to another certificate');
  createSecureContext({ cert: material.certificate, key: material.key });
  return material;
}

/** @returns the SHA-256 of the certificate, as browsers show it: AB:CD:… */
export function fingerprintOf(material: TlsMaterial): string {
  return new X509Certificate(material.certificate).fingerprint256;
}
