import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A time stamp authority (RFC 3161) on the loopback interface, made of OpenSSL. */
export interface TimeStampAuthority {
  readonly url: string;
  /** PEM file that its stamps are checked with. */
  readonly certificate: string;
  close(): void;
}

/** @param folder its files are kept there */
export async function openTimeStampAuthority(folder: string): Promise<TimeStampAuthority> {
  const file = (name: string) => join(folder, name);
  await execute('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Time stamp authority'],
    ...['-addext', 'extendedKeyUsage=critical,timeStamping'],
    ...['-keyout', file('tsa-key.pem'), '-out', file('tsa.pem')],
  ]);
  const settings = [
    ...['[tsa]', 'default_tsa = this', '[this]', `serial = ${file('serial')}`],
    ...[`signer_cert = ${file('tsa.pem')}`, `signer_key = ${file('tsa-key.pem')}`, 'signer_digest = sha256'],
    ...['default_policy = 1.2.3.4', 'digests = sha256', ''],
  ];
  await writeFile(file('tsa.cnf'), settings.join('\n'));
  await writeFile(file('serial'), '01');

  async function stamp(query: Uint8Array): Promise<Uint8Array> {
    await writeFile(file('query'), query);
    const files = ['-config', file('tsa.cnf'), '-queryfile', file('query'), '-out', file('reply')];
    await execute('openssl', ['ts', '-reply', ...files]);
    return readFile(file('reply'));
  }

  const server = createServer(async (request, response) => {
    const query = await request.toArray();
    response.setHeader('content-type', 'application/timestamp-reply');
    response.end(await stamp(Buffer.concat(query)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    certificate: file('tsa.pem'),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
