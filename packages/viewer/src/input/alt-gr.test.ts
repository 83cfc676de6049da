import { expect, test } from 'vitest';
import { keyEvent } from '../testing/keys.ts';
import { createAltGrFilter } from './alt-gr.ts';
import type { KeyLike } from './key-event.ts';

function filtered() {
  const passed: string[] = [];
  const held = new Set<string>();
  const timers = new Set<() => void>();
  const next = {
    down(event: KeyLike) {
      held.add(event.code);
      passed.push(`+${event.code}:${event.key}`);
      return true;
    },
    up(event: KeyLike) {
      if (!held.delete(event.code)) return false;
      passed.push(`-${event.code}`);
      return true;
    },
  };
  const clock = {
    now: () => 0,
    schedule(_: number, task: () => void) {
      timers.add(task);
      return () => timers.delete(task);
    },
  };
  const filter = createAltGrFilter(next, (code) => held.has(code), clock);
  const timeIsUp = () => {
    for (const task of timers) {
      timers.delete(task);
      task();
    }
  };
  return { passed, filter, timeIsUp, timers };
}

const control = (timeStamp: number) => keyEvent('ControlLeft', 'Control', { timeStamp, ctrlKey: true });
const altGr = (timeStamp: number) => keyEvent('AltRight', 'AltGraph', { timeStamp });

test('Windows’ own ControlLeft before AltGr is dropped, with its release, also while AltGr repeats', () => {
  const { passed, filter, timers } = filtered();
  filter.down(control(1000));
  filter.down(altGr(1000));
  filter.down(control(1500));
  filter.down(altGr(1501));
  filter.down(keyEvent('Digit2', '@'));
  filter.up(keyEvent('Digit2', '@'));
  expect(filter.up(keyEvent('ControlLeft', 'Control'))).toBe(false);
  filter.up(altGr(2000));
  expect(passed).toEqual(['+AltRight:AltGraph', '+AltRight:AltGraph', '+Digit2:@', '-Digit2', '-AltRight']);
  expect(timers.size).toBe(0);
});

test('a ControlLeft of the helper’s own goes out when no AltGr follows', () => {
  const { passed, filter, timeIsUp } = filtered();
  expect(filter.down(control(1000))).toBe(true);
  expect(passed).toEqual([]);
  timeIsUp();
  filter.down(keyEvent('KeyC', 'c', { ctrlKey: true }));
  expect(passed).toEqual(['+ControlLeft:Control', '+KeyC:c']);
});

test('ControlLeft and the next key keep their order, however quick', () => {
  const { passed, filter, timeIsUp } = filtered();
  filter.down(control(1000));
  filter.down(keyEvent('KeyC', 'c', { timeStamp: 1001, ctrlKey: true }));
  timeIsUp();
  expect(passed).toEqual(['+ControlLeft:Control', '+KeyC:c']);
});

test('ControlLeft pressed and released alone is both', () => {
  const { passed, filter } = filtered();
  filter.down(control(1000));
  filter.up(control(1010));
  expect(passed).toEqual(['+ControlLeft:Control', '-ControlLeft']);
});

test('ControlLeft held long before AltGr is the helper’s own', () => {
  const { passed, filter, timeIsUp } = filtered();
  filter.down(control(1000));
  timeIsUp();
  filter.down(altGr(1600));
  expect(passed).toEqual(['+ControlLeft:Control', '+AltRight:AltGraph']);
});

test('a click sends what is held back first; letting go forgets it', () => {
  const { passed, filter } = filtered();
  filter.down(control(1000));
  filter.flush();
  expect(passed).toEqual(['+ControlLeft:Control']);
  const other = filtered();
  other.filter.down(control(1000));
  other.filter.clear();
  other.timeIsUp();
  expect(other.passed).toEqual([]);
});
