import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Display } from './harness/display.ts';
import { Resources } from './harness/resources.ts';
import { Server } from './harness/server.ts';
import { Wine } from './harness/wine.ts';

const resources = new Resources();
afterAll(() => resources.close());

test('a server whose certificate only the user’s Windows trusts is reached, and one that nobody trusts is refused', async () => {
  const display = await Display.start(resources, { widthPx: 640, heightPx: 480 });
  const [server, wine] = await Promise.all([
    Server.start(resources, { FJERNHJELP_SELF_SIGNED: 'true' }),
    Wine.open(resources, display),
  ]);
  const stranger = wine.startClient(server.url);
  const refused = /Sertifikatet til .* er ikke til å stole på/;
  await stranger.process.until('it is refused', ({ stderr }) => refused.test(stderr));

  const pem = await readFile(join(server.dataFolder, 'tls/self-signed-certificate.pem'));
  const der = wine.path('root.der');
  await writeFile(der, new X509Certificate(pem).raw);
  const { exitCode, stderr } = await wine.script('trust.mjs', wine.windowsPath(der));
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);

  const client = wine.startClient(server.url);
  expect(await client.credentials()).toHaveProperty('id');
});
