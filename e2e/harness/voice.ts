import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Resources, until } from './resources.ts';

/** What the helper's and the user's microphones say. */
export const HELPER_HERTZ = 700;
export const USER_HERTZ = 1300;
/** Far above what a line without a word has, far below a word. */
const AUDIBLE_DB = -70;

const RATE = 48_000;
const SECONDS = 6;
/** A word and a pause: what never changes is noise to a browser, and taken out. */
const WORD_S = 0.5;
const PAUSE_S = 0.2;

/** @returns the arguments under which Chromium's microphone says that tone, and nobody is asked for leave */
export async function microphoneArgs(resources: Resources, hertz: number): Promise<string[]> {
  const file = join(await resources.temporaryFolder('tone'), `${hertz}.wav`);
  await writeFile(file, toneFile(hertz));
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${file}`,
  ];
}

function toneFile(hertz: number): Buffer {
  const samples = RATE * SECONDS;
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at++) {
    const isWord = (at / RATE) % (WORD_S + PAUSE_S) < WORD_S;
    const value = isWord ? Math.sin((2 * Math.PI * hertz * at) / RATE) * 0.6 : 0;
    file.writeInt16LE(Math.round(value * 32_767), 44 + at * 2);
  }
  return file;
}

/** What a page hears of one other end. */
export interface Heard {
  readonly hertz: number;
  readonly decibel: number;
}

interface Ears {
  ears?: { analyser: AnalyserNode; connection: RTCPeerConnection }[];
}

/** Listens to what comes from other ends from now on; before a call. */
export function listen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const kept = globalThis as Ears;
    const ears: NonNullable<Ears['ears']> = [];
    kept.ears = ears;
    const original: (description: RTCSessionDescriptionInit) => Promise<void> =
      RTCPeerConnection.prototype.setRemoteDescription;
    RTCPeerConnection.prototype.setRemoteDescription = function (
      this: RTCPeerConnection,
      description: RTCSessionDescriptionInit,
    ) {
      this.addEventListener('track', ({ track }) => {
        const context = new AudioContext();
        const analyser = context.createAnalyser();
        analyser.fftSize = 4096;
        analyser.smoothingTimeConstant = 0;
        context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
        ears.push({ analyser, connection: this });
      });
      return original.call(this, description);
    };
  });
}

/** @returns the loudest tone of each open call within that time, the oldest call first */
export function hear(page: Page, ms = 1200): Promise<Heard[]> {
  return page.evaluate(async (listenMs) => {
    const { ears = [] } = globalThis as Ears;
    const open = ears.filter(({ connection }) => connection.connectionState !== 'closed');
    const loudest = open.map(() => ({ hertz: 0, decibel: Number.NEGATIVE_INFINITY }));
    const end = performance.now() + listenMs;
    while (performance.now() < end) {
      for (const [index, { analyser }] of open.entries()) {
        const bins = new Float32Array(analyser.frequencyBinCount);
        analyser.getFloatFrequencyData(bins);
        for (const [bin, decibel] of bins.entries())
          if (decibel > loudest[index]!.decibel)
            loudest[index] = { hertz: (bin * analyser.context.sampleRate) / analyser.fftSize, decibel };
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    return loudest;
  }, ms);
}

export const isTone = (hertz: number) => (heard: Heard) =>
  heard.decibel > AUDIBLE_DB && Math.abs(heard.hertz - hertz) < 40;
const isSilent = ({ decibel }: Heard) => decibel < AUDIBLE_DB;

export const hears = (page: Page, hertz: number) =>
  until(`${hertz} Hz is heard`, async () => (await hear(page)).some(isTone(hertz)));
export const hearsNothing = (page: Page) =>
  until('nothing is heard', async () => (await hear(page)).every(isSilent));

/** In the helper's console. */
export const openVoicePanel = ({ page }: { readonly page: Page }) =>
  page.locator('.toolbar [aria-controls="panel-voice"]').click();
