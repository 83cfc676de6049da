import { expect, it } from 'vitest';
import { chooseScreen } from './choose-screen.ts';

const devices = (getDisplayMedia: () => Promise<unknown>) => ({ getDisplayMedia }) as unknown as MediaDevices;

function streamOf(settings: object | undefined): unknown {
  const track = settings && { getSettings: () => settings, contentHint: '' };
  return { getVideoTracks: () => (track === undefined ? [] : [track]) };
}

it.each([
  ['NotAllowedError', 'refused'],
  ['AbortError', 'refused'],
  ['NotReadableError', 'not-readable'],
  ['InvalidStateError', 'failed'],
])('%s is told as "%s"', async (name, problem) => {
  const refuse = () => Promise.reject(new DOMException('', name));
  expect(await chooseScreen(devices(refuse))).toBe(problem);
});

it('knows what was chosen, and takes a browser that does not tell to show a screen', async () => {
  for (const [settings, surface] of [
    [{ displaySurface: 'window' }, 'window'],
    [{}, 'monitor'],
  ] as const)
    expect(await chooseScreen(devices(async () => streamOf(settings)))).toMatchObject({ surface });
  expect(await chooseScreen(devices(async () => streamOf(undefined)))).toBe('failed');
});
