// The helper's end of ../files.ts, in a process of its own and with Web Crypto, as in a browser.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { openFolderTarget } from '../../../apps/client/src/files/folder-target.ts';
import { ownCpuMs } from '../../cpu.ts';
import { runEnd, type Task } from './end.ts';
import { type FarChannelOptions, openFarChannel } from './far-channel.ts';

export interface FarEndOptions extends FarChannelOptions {
  readonly task: Task;
}

/** What the helper's end used. */
export interface FarFigures {
  readonly memoryBytes: number;
  /** CPU time of all its threads for each MB. */
  readonly cpuMs: number;
}

process.on('message', async ({ task, ...far }: FarEndOptions) => {
  const channel = await openFarChannel(far, (url) => new WebSocket(url));
  const folder = await mkdtemp(join(tmpdir(), 'fjernhjelp-files-'));
  const startCpu = process.cpuUsage();
  await runEnd(channel, task, {
    openTarget: () => openFolderTarget(folder, { platform: process.platform, left: console.error }),
  });
  const cpuMs = ownCpuMs(startCpu) / (task.sizeBytes / 1e6);
  await rm(folder, { recursive: true });
  const figures: FarFigures = { memoryBytes: process.resourceUsage().maxRSS * 1024, cpuMs };
  process.send?.(figures);
});
process.on('disconnect', () => process.exit());
