import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { parseRecordingCode } from '@fjernhjelp/protocol';
import { openRecording } from '@fjernhjelp/viewer/recording';
import type { Download } from 'playwright-core';
import type { HelperConsole } from './console.ts';
import { comparePixels, type Pixels } from './display.ts';
import { type Resources, until } from './resources.ts';

/** @returns what a page has downloaded */
export async function saved(resources: Resources, download: Promise<Download>): Promise<Buffer> {
  const folder = await resources.temporaryFolder('saved');
  const path = join(folder, 'file');
  await (await download).saveAs(path);
  return readFile(path);
}

/** @returns all that is in a recording, opened and unpacked, and whether it was closed */
export async function contentOf(
  recording: Buffer,
  code: string,
): Promise<{ bytes: Buffer; events: readonly unknown[]; isWhole: boolean }> {
  const file = await openRecording(new Blob([new Uint8Array(recording)]), parseRecordingCode(code) ?? '');
  const parts: Buffer[] = [];
  const events: unknown[] = [];
  for (let chunk = 0; chunk < file.chunkCount; chunk++)
    for (const entry of await file.read(chunk)) {
      if (entry.type === 'event') {
        events.push(entry.event);
        parts.push(Buffer.from(JSON.stringify(entry.event)));
      }
      if (entry.type === 'cursor') parts.push(Buffer.from(entry.message));
      if (entry.type === 'pixels') parts.push(inflateRawSync(entry.packed));
    }
  return { bytes: Buffer.concat(parts), events, isWhole: file.isWhole };
}

/** Waits until the player of recordings shows just this picture. */
export async function playerShows(helper: HelperConsole, what: string, picture: Pixels): Promise<void> {
  let last = '';
  await until(
    what,
    async () => {
      const seen = await helper.pixels('.recording-stage canvas');
      if (seen.widthPx !== picture.widthPx) return false;
      const { different, first } = comparePixels(picture, seen);
      last = `${different} pixels differ, the first at ${first}`;
      return different === 0;
    },
    undefined,
    () => last,
  );
}
