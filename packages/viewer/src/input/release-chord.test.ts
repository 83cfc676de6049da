import { expect, test } from 'vitest';
import { keyEvent } from '../testing/keys.ts';
import { createReleaseChord } from './release-chord.ts';

/** @param steps as "+ControlLeft", "-ControlLeft", or "click" @returns after which steps the chord was complete */
function play(...steps: string[]): number[] {
  const chord = createReleaseChord();
  return steps.flatMap((step, i) => {
    if (step === 'click') chord.spoil();
    const [code = '', key = code.replace(/Left|Right|^Key/, '')] = step.slice(1).split(':');
    if (step.startsWith('+')) chord.down(keyEvent(code, key));
    return step.startsWith('-') && chord.up(keyEvent(code, key)) ? [i] : [];
  });
}

test('WCAG 2.1.2 Control, Alt and Shift pressed together and let go are the way out', () => {
  expect(play('+ControlLeft', '+AltLeft', '+ShiftLeft', '-ShiftLeft', '-AltLeft', '-ControlLeft')).toEqual([
    5,
  ]);
  expect(
    play('+ShiftRight', '+AltLeft', '+ControlRight', '-ShiftRight', '-AltLeft', '-ControlRight'),
  ).toEqual([5]);
});

test('X11 calls Alt under Shift Meta: it counts by its place', () => {
  expect(
    play('+ShiftLeft', '+ControlLeft', '+AltLeft:Meta', '-AltLeft:Meta', '-ControlLeft', '-ShiftLeft'),
  ).toEqual([5]);
});

test('a shortcut of a program with all three is no way out', () => {
  expect(
    play(
      '+ControlLeft',
      '+AltLeft',
      '+ShiftLeft',
      '+KeyT',
      '-KeyT',
      '-ShiftLeft',
      '-AltLeft',
      '-ControlLeft',
    ),
  ).toEqual([]);
  expect(
    play('+ControlLeft', '+AltLeft', '+ShiftLeft', 'click', '-ShiftLeft', '-AltLeft', '-ControlLeft'),
  ).toEqual([]);
});

test('two of the three, or AltGr for Alt, are no way out', () => {
  expect(play('+ControlLeft', '+AltLeft', '-AltLeft', '-ControlLeft')).toEqual([]);
  expect(
    play(
      '+ControlLeft',
      '+AltRight:AltGraph',
      '+ShiftLeft',
      '-ShiftLeft',
      '-AltRight:AltGraph',
      '-ControlLeft',
    ),
  ).toEqual([]);
});

test('typing before and after does not matter', () => {
  expect(
    play(
      '+KeyA',
      '-KeyA',
      '+ControlLeft',
      '+AltLeft',
      '+ShiftLeft',
      '-ShiftLeft',
      '-AltLeft',
      '-ControlLeft',
      '+KeyA',
      '-KeyA',
    ),
  ).toEqual([7]);
});
