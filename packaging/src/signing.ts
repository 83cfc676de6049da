import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

/** Whose signature the Windows files get. */
export interface Signer {
  /** PEM files: the certificate with its chain, and its private key. */
  readonly certificate: string;
  readonly key: string;
  /** Of a time stamp authority (RFC 3161): without it signatures end with the certificate. */
  readonly timestampUrl?: string;
}

/** Signs an executable or a library with Debian's osslsigncode. @returns the signed file */
export async function signed(file: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'fjernhjelp-sign-'));
  try {
    const [plain, result] = [join(folder, 'plain'), join(folder, 'signed')];
    await writeFile(plain, file);
    await run('osslsigncode', [
      ...['sign', '-h', 'sha256', '-n', 'Fjernhjelp'],
      ...['-certs', signer.certificate, '-key', signer.key],
      ...(signer.timestampUrl === undefined ? [] : ['-ts', signer.timestampUrl]),
      ...['-in', plain, '-out', result],
    ]);
    return await readFile(result);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Makes a certificate to try signing with. No machine trusts it unless its operator says so; its key stays in the folder.
 * @returns PEM files in the folder
 */
export async function makeTestCertificate(folder: string, publisher: string): Promise<Signer> {
  const [certificate, key] = [join(folder, 'test-certificate.pem'), join(folder, 'test-key.pem')];
  await run('openssl', [
    ...['req', '-utf8', '-x509', '-newkey', 'rsa:3072', '-nodes', '-sha256', '-days', '365'],
    ...['-subj', `/C=NO/O=${publisher.replaceAll('/', ' ')}/CN=${publisher.replaceAll('/', ' ')}`],
    ...['-addext', 'extendedKeyUsage=critical,codeSigning', '-addext', 'keyUsage=critical,digitalSignature'],
    ...['-keyout', key, '-out', certificate],
  ]);
  return { certificate, key };
}

/** Who signed, as the operator's rules have to name them. */
export interface Publisher {
  /** AppLocker's form: organisation, place, county and country of the certificate, in capitals. */
  readonly appLockerName: string;
  /** The certificate's common name. */
  readonly name: string;
  /** SHA-256 of the signed part of the certificate ("to be signed"), in capitals: App Control's name for it. */
  readonly tbsSha256: string;
  /** SHA-256 of the whole certificate, for people to compare. */
  readonly fingerprint: string;
  readonly isSelfMade: boolean;
}

export async function publisherOf(signer: Signer): Promise<Publisher> {
  const certificate = new X509Certificate(await readFile(signer.certificate));
  // Its parts one by one: in `certificate.subject` commas and quotes are escaped (RFC 2253).
  const { subject } = certificate.toLegacyObject();
  const lastOf = (part: keyof typeof subject) => [subject[part]].flat().at(-1);
  const named = (['O', 'L', 'ST', 'C'] as const).flatMap((part) => {
    const value = lastOf(part);
    return value === undefined ? [] : [`${part === 'ST' ? 'S' : part}=${value}`];
  });
  const organisation = lastOf('O');
  const name = lastOf('CN') ?? organisation ?? '';
  return {
    appLockerName: (organisation === undefined ? `CN=${name}` : named.join(', ')).toUpperCase(),
    name,
    tbsSha256: createHash('sha256').update(signedPart(certificate.raw)).digest('hex').toUpperCase(),
    fingerprint: certificate.fingerprint256,
    isSelfMade: certificate.issuer === certificate.subject,
  };
}

/** The first element of a certificate's sequence (RFC 5280, section 4.1), with its header. */
function signedPart(certificate: Uint8Array): Uint8Array {
  const outer = headerBytes(certificate);
  const inner = certificate.subarray(outer.header);
  const { header, content } = headerBytes(inner);
  return inner.subarray(0, header + content);
}

/** Sizes of one DER element. */
function headerBytes(der: Uint8Array): { header: number; content: number } {
  const first = der[1] ?? 0;
  if (first < 0x80) return { header: 2, content: first };
  const count = first & 0x7f;
  const content = der.subarray(2, 2 + count).reduce((size, byte) => size * 256 + byte, 0);
  return { header: 2 + count, content };
}
