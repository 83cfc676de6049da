// The helper's end of ../files.ts in a page of a browser. It asks for one task after the other: whoever drives a browser from outside is
// told of each message of a socket, which costs more than all the rest.
import { createDirectoryTarget } from '../../../packages/viewer/src/files/directory-target.ts';
import { runEnd } from './end.ts';
import { openFarChannel } from './far-channel.ts';
import type { FarEndOptions } from './far-end.ts';

for (;;) {
  const options: FarEndOptions = await (await fetch('/task')).json();
  await runTask(options);
  await fetch('/done', { method: 'POST' });
}

async function runTask({ task, ...far }: FarEndOptions): Promise<void> {
  const channel = await openFarChannel(far, (url) => new WebSocket(url));
  // As a folder that the helper picked: it is written in the same way, and needs no dialog.
  const folder = await navigator.storage.getDirectory();
  await runEnd(channel, task, { openTarget: async () => createDirectoryTarget(folder) });
  for await (const name of folder.keys()) await folder.removeEntry(name);
}
