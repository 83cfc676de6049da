import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface MadeCertificates {
  /** Path of the authority's own certificate, PEM. */
  caFile: string;
  /** PEM; for the name localhost, signed by the authority. */
  cert: string;
  key: string;
  remove(): void;
}

/** An authority of an operator's own and a server's certificate of it, made with openssl for one test. */
export function makeCertificates(): MadeCertificates {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...ec,
    '-subj',
    '/CN=Test CA',
    '-days',
    '2',
    '-keyout',
    file('ca.key'),
    '-out',
    file('ca.pem'),
  );
  openssl('req', ...ec, '-subj', '/CN=localhost', '-keyout', file('key.pem'), '-out', file('csr.pem'));
  writeFileSync(file('ext'), 'subjectAltName=DNS:localhost\n');
  const signing = [
    '-CA',
    file('ca.pem'),
    '-CAkey',
    file('ca.key'),
    '-CAcreateserial',
    '-extfile',
    file('ext'),
  ];
  openssl('x509', '-req', '-in', file('csr.pem'), ...signing, '-days', '2', '-out', file('cert.pem'));
  return {
    caFile: file('ca.pem'),
    cert: readFileSync(file('cert.pem'), 'utf8'),
    key: readFileSync(file('key.pem'), 'utf8'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
