import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Client } from './harness/client.ts';
import { HelperConsole } from './harness/console.ts';
import { Resources } from './harness/resources.ts';
import { exactPicture, setStage } from './harness/session.ts';

const resources = new Resources();
afterEach(() => resources.close());

test('with a certificate that the server made itself, a session runs over TLS where it is trusted and nowhere else', async () => {
  const stage = await setStage(resources, {
    widthPx: 800,
    heightPx: 600,
    serverEnv: { FJERNHJELP_SELF_SIGNED: 'true' },
  });
  await stage.display.xterm('Arbeid');

  const stranger = Client.start(stage.display, stage.server.url, {
    env: { LANG: 'nb_NO.UTF-8', LC_ALL: undefined },
  });
  expect(await stranger.process.exited).toBe(1);
  expect(stranger.process.stderr).toMatch(/Sertifikatet til .* er ikke til å stole på/);
  expect(stranger.status?.id).toBeUndefined();

  const certificate = join(stage.server.dataFolder, 'tls/self-signed-certificate.pem');
  const client = Client.start(stage.display, stage.server.url, { env: { NODE_EXTRA_CA_CERTS: certificate } });
  const credentials = await client.credentials();
  const helper = await HelperConsole.open(stage.running.browser, stage.server.url);
  await helper.connect(credentials);
  await client.allow();
  await helper.connected();
  await exactPicture(stage, helper);
});
