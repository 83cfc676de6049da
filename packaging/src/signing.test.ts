import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NtExecutable } from 'resedit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticodeHash } from './pe/authenticode.ts';
import { makeTestCertificate, publisherOf, type Signer, signed } from './signing.ts';
import { openTimeStampAuthority } from './testing/time-stamp-authority.ts';

let folder: string;
let signer: Signer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signing-'));
  signer = await makeTestCertificate(folder, 'Prøve/kommunen');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A library with nothing in it, of any length. */
function library(furtherBytes: number): Uint8Array {
  const empty = new Uint8Array(NtExecutable.createEmpty(false, true).generate());
  return Buffer.concat([empty, Buffer.alloc(furtherBytes, 'x')]);
}

function verify(file: Uint8Array, ...further: string[]): string {
  const path = join(folder, 'signed.dll');
  writeFileSync(path, file);
  return String(
    execFileSync('osslsigncode', ['verify', '-in', path, '-CAfile', signer.certificate, ...further]),
  );
}

describe('a signature', () => {
  it.each([0, 1, 7, 8])('hashes what osslsigncode hashes, signed or not: %i bytes over', async (over) => {
    const file = library(over);
    const done = await signed(file, signer);
    const theirs = /Calculated message digest\s*:\s*([0-9A-F]{64})/.exec(verify(done))?.[1]?.toLowerCase();
    expect(theirs).toMatch(/^[0-9a-f]{64}$/);
    expect(authenticodeHash(file, 'sha256')).toBe(theirs);
    expect(authenticodeHash(done, 'sha256')).toBe(theirs);
  });

  it('has a time stamp when there is an authority for it', async () => {
    const authority = await openTimeStampAuthority(folder);
    try {
      const done = await signed(library(0), { ...signer, timestampUrl: authority.url });
      expect(verify(done, '-TSA-CAfile', authority.certificate)).toContain(
        'Timestamp Server Signature verification: ok',
      );
    } finally {
      authority.close();
    }
    expect(verify(await signed(library(0), signer))).toContain('Timestamp is not available');
  });

  it('that cannot be made is an error, not a file without one', async () => {
    await expect(signed(Buffer.from('no library'), signer)).rejects.toThrow();
    await expect(signed(library(0), { ...signer, timestampUrl: 'http://127.0.0.1:1' })).rejects.toThrow();
  });
});

describe('the publisher', () => {
  it('is named as AppLocker and App Control name it', async () => {
    const openssl = (...args: string[]) => String(execFileSync('openssl', args));
    const publisher = await publisherOf(signer);
    expect(publisher).toMatchObject({
      appLockerName: 'O=PRØVE KOMMUNEN, C=NO',
      name: 'Prøve kommunen',
      isSelfMade: true,
    });
    expect(openssl('x509', '-in', signer.certificate, '-noout', '-fingerprint', '-sha256')).toContain(
      publisher.fingerprint,
    );
    // The first sequence in the certificate, by OpenSSL's own parser.
    const tbs = join(folder, 'tbs.der');
    openssl('asn1parse', '-in', signer.certificate, '-strparse', '4', '-noout', '-out', tbs);
    expect(openssl('dgst', '-sha256', tbs).toUpperCase()).toContain(publisher.tbsSha256);
  });

  it.each(['Prøve, "Drift" AS', 'Drift; <Nord> & Sør'])('is named as it is written: %s', async (written) => {
    const own = mkdtempSync(join(folder, 'own-'));
    const publisher = await publisherOf(await makeTestCertificate(own, written));
    expect(publisher.name).toBe(written);
    expect(publisher.appLockerName).toBe(`O=${written.toUpperCase()}, C=NO`);
  });
});
