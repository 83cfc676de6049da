import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { readMaterial, type TlsMaterial } from './material.ts';

const VALID_DAYS = 730;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A certificate that this server made for itself, for trying it between two machines. Made once and kept in the data
 * folder, readable by this account only; made anew when it has run out.
 * @param names names and addresses beside this machine's own that it shall be valid for
 */
export async function selfSignedMaterial(
  dataFolder: string,
  names: readonly string[],
  nowMs: number,
): Promise<TlsMaterial> {
  const folder = join(dataFolder, 'tls');
  const certificateFile = join(folder, 'self-signed-certificate.pem');
  const keyFile = join(folder, 'self-signed-key.pem');
  if (existsSync(certificateFile) && existsSync(keyFile)) {
    const kept = readMaterial(certificateFile, keyFile);
    if (new X509Certificate(kept.certificate).validToDate.getTime() > nowMs) return kept;
  }
  const made = await generate([{ name: 'commonName', value: 'Fjernhjelp' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(nowMs - DAY_MS),
    notAfterDate: new Date(nowMs + VALID_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [...new Set([...ownNames(), ...names])].map(altName) },
    ],
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(keyFile, made.private, { mode: 0o600 });
  writeFileSync(certificateFile, made.cert, { mode: 0o600 });
  return readMaterial(certificateFile, keyFile);
}

function ownNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return [
    'localhost',
    hostname(),
    '127.0.0.1',
    '::1',
    ...addresses.filter(({ scopeid }) => !scopeid).map(({ address }) => address),
  ];
}

function altName(name: string): { type: 2; value: string } | { type: 7; ip: string } {
  return isIP(name) ? { type: 7, ip: name } : { type: 2, value: name };
}
