import { expect, it } from 'vitest';
import { chimeBetween, createChimes } from './chime.ts';

it('is heard when somebody comes or goes, and at nothing else', () => {
  expect(chimeBetween([], [1])).toBe('join');
  expect(chimeBetween([1], [1])).toBeUndefined();
  expect(chimeBetween([1], [1, 2])).toBe('join');
  expect(chimeBetween([1, 2], [2])).toBe('leave');
  expect(chimeBetween([1], [2])).toBe('join');
  expect(chimeBetween([1], [])).toBe('leave');
  expect(chimeBetween([], [])).toBeUndefined();
});

function createFakeContext() {
  const heard: number[] = [];
  const told: string[] = [];
  const tones: { onended?: () => void }[] = [];
  const node = { connect: (next: unknown) => next };
  const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
  const tell = async (what: string) => void told.push(what);
  const context = {
    currentTime: 0,
    destination: node,
    createOscillator() {
      const tone = {
        ...node,
        start() {},
        stop() {},
        frequency: {
          set value(hertz: number) {
            heard.push(hertz);
          },
        },
      };
      tones.push(tone);
      return tone;
    },
    createGain: () => ({ ...node, gain }),
    resume: () => tell('resume'),
    suspend: () => tell('suspend'),
    close: () => tell('close'),
  } as unknown as AudioContext;
  return { context, heard, told, endTone: () => tones.shift()?.onended?.() };
}

it('goes up for who comes and down for who leaves', () => {
  const { context, heard, told } = createFakeContext();
  const chimes = createChimes(() => context);
  chimes.play('join');
  chimes.play('leave');
  chimes.close();
  chimes.close();
  expect(heard).toEqual([523, 784, 784, 523]);
  expect(told).toEqual(['resume', 'resume', 'close']);
});

it('keeps the sound device for as long as something is heard', () => {
  const { context, told, endTone } = createFakeContext();
  const chimes = createChimes(() => context);
  chimes.play('join');
  endTone();
  chimes.play('leave');
  for (let tones = 0; tones < 2; tones++) endTone();
  expect(told).toEqual(['resume', 'resume']);
  endTone();
  chimes.play('join');
  expect(told).toEqual(['resume', 'resume', 'suspend', 'resume']);
  chimes.close();
  for (let tones = 0; tones < 2; tones++) endTone();
  expect(told).toEqual(['resume', 'resume', 'suspend', 'resume', 'close']);
});
