import { X509Certificate } from 'node:crypto';
import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import pino from 'pino';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { TestServer, temporaryFolder } from '../testing/test-server.ts';
import { until } from '../testing/until.ts';
import type { TlsMaterial } from './material.ts';
import { watchMaterial } from './watch.ts';

interface Files {
  readonly tlsCertificateFile: string;
  readonly tlsKeyFile: string;
}

async function writeCertificate(folder: string, name: string): Promise<Files & { fingerprint: string }> {
  const extensions = [{ name: 'subjectAltName' as const, altNames: [{ type: 7 as const, ip: '127.0.0.1' }] }];
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions,
  });
  const files = { tlsCertificateFile: join(folder, 'cert.pem'), tlsKeyFile: join(folder, 'key.pem') };
  // As renewals do it: a new file is moved to the old one's place.
  for (const [file, content] of [
    [files.tlsCertificateFile, made.cert],
    [files.tlsKeyFile, made.private],
  ] as const) {
    writeFileSync(`${file}.new`, content);
    renameSync(`${file}.new`, file);
  }
  return { ...files, fingerprint: new X509Certificate(made.cert).fingerprint256 };
}

function servedFingerprint(server: TestServer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      { port: server.running.port, host: '127.0.0.1', rejectUnauthorized: false },
      () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      },
    );
    socket.once('error', reject);
  });
}

test('serves a certificate file, with HSTS, and takes up a renewed one without dropping a session', async () => {
  const folder = temporaryFolder();
  const { fingerprint, ...files } = await writeCertificate(folder, 'first');
  const server = await TestServer.start(files);
  expect(server.url).toMatch(/^https:/);
  expect(await servedFingerprint(server)).toBe(fingerprint);
  const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
    request(`${server.url}/health/live`, { rejectUnauthorized: false }, (answer) =>
      resolve(answer.resume().headers),
    )
      .once('error', reject)
      .end();
  });
  expect(headers['strict-transport-security']).toBe('max-age=31536000');

  const open = await server.open('/api/viewer', { rejectUnauthorized: false });
  const renewed = await writeCertificate(folder, 'second');
  await until(async () => {
    server.clock.advance(100);
    return (await servedFingerprint(server)) === renewed.fingerprint;
  });
  expect(server.running.load().sockets).toBe(1);
  open.drop();
});

test('a renewed pair that does not fit together leaves the earlier one in use', async () => {
  const folder = temporaryFolder();
  const { fingerprint, ...files } = await writeCertificate(folder, 'first');
  const server = await TestServer.start(files);
  const other = await writeCertificate(temporaryFolder(), 'other');
  renameSync(other.tlsCertificateFile, files.tlsCertificateFile);
  await until(() => {
    server.clock.advance(100);
    return server.logged.some((line) => line.includes('certificate not renewed'));
  });
  expect(await servedFingerprint(server)).toBe(fingerprint);
});

test('a folder that cannot be watched is looked into now and then', async () => {
  const folder = join(temporaryFolder(), 'later');
  const files = { certificateFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  const clock = new ManualClock();
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
  const renewed: TlsMaterial[] = [];
  const inUse = { certificate: '', key: '' };
  const unwatch = watchMaterial(files, inUse, { clock, log }, (material) => renewed.push(material));
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('certificate folder not watched');
  mkdirSync(folder);
  await writeCertificate(folder, 'first');
  clock.advance(10 * 60_000);
  expect(renewed).toHaveLength(1);
  unwatch();
  unwatch();
});

test('files that cannot be used stop the start', async () => {
  const { tlsCertificateFile } = await writeCertificate(temporaryFolder(), 'first');
  const { tlsKeyFile } = await writeCertificate(temporaryFolder(), 'other');
  const failure = { code: 'tls-unreadable' };
  await expect(TestServer.start({ tlsCertificateFile, tlsKeyFile })).rejects.toMatchObject(failure);
  await expect(TestServer.start({ tlsCertificateFile: '/no/such', tlsKeyFile })).rejects.toMatchObject(
    failure,
  );
  await expect(TestServer.start({ tlsCertificateFile: tlsKeyFile, tlsKeyFile })).rejects.toMatchObject(
    failure,
  );
});

test('a self-made certificate is made once, kept for this account only, and its fingerprint given', async () => {
  const server = await TestServer.start({ selfSigned: true });
  const fingerprint = server.running.selfSignedFingerprint;
  expect(await servedFingerprint(server)).toBe(fingerprint);
  const folder = join(server.folder, 'data', 'tls');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'self-signed-key.pem')).mode & 0o777).toBe(0o600);
  await server.stop();
  await server.startAgain();
  expect(server.running.selfSignedFingerprint).toBe(fingerprint);
  (await server.open('/api/host', { rejectUnauthorized: false })).drop();
});
