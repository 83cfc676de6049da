import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Client } from './harness/client.ts';
import { ClientWindow } from './harness/client-window.ts';
import { Display } from './harness/display.ts';
import { HostileRelay } from './harness/hostile-relay.ts';
import { Resources, until } from './harness/resources.ts';
import { Server } from './harness/server.ts';

const resources = new Resources();
afterEach(() => resources.close());

test('SG7 a client that is too old tells its user in a window where to get a new one, in their language', async () => {
  const [display, server, { env }, shown] = await Promise.all([
    Display.start(resources, { widthPx: 640, heightPx: 480 }),
    Server.start(resources),
    ClientWindow.prepare(resources),
    resources.temporaryFolder('shown'),
  ]);
  // To the real server the client's own version is one that it has never spoken.
  const relay = await HostileRelay.open(resources, server.port);
  relay.intercept = (near, path) => {
    const far = new WebSocket(`ws://localhost:${server.port}${path}`);
    near.once('message', (text: Buffer) => {
      const old = { ...JSON.parse(String(text)), version: 0 };
      far.once('open', () => far.send(JSON.stringify(old)));
      if (far.readyState === WebSocket.OPEN) far.send(JSON.stringify(old));
    });
    far.on('message', (answer: Buffer) => near.send(answer, { binary: false }));
    far.on('close', (code) => near.close(code));
    return true;
  };
  // What a desktop shows a sentence in.
  const box = join(String(env.PATH).split(':')[0] ?? '', 'zenity');
  await writeFile(box, `#!/bin/sh\nprintf '%s\\n' "$@" >'${shown}/arguments'\n`);
  await chmod(box, 0o755);
  const client = Client.start(display, relay.url, { args: ['--lang', 'nn'], env });
  expect(await client.process.exited).toBe(1);
  const sentence = `Denne utgåva av Fjernhjelp passar ikkje lenger til ${relay.url}: hent den nyaste på ${relay.url}/#/start.`;
  expect(client.process.stderr).toContain(sentence);
  await until('a window says it', async () => {
    const text = await readFile(join(shown, 'arguments'), 'utf8').catch(() => '');
    return text.includes(`--text=${sentence}`);
  });
  // And there it is.
  expect((await fetch(`${relay.url}/`)).status).toBe(200);
});
