import {
  type Clock,
  encodeInput,
  type Grant,
  type InputMessage,
  type ScreenPlace,
} from '@fjernhjelp/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesktopInput } from '../ports.ts';
import { createFakeInjector, createFakePointerMark } from '../testing/index.ts';
import { createInputChain } from './input-chain.ts';
import { createPointing } from './pointing.ts';

const screens: ScreenPlace[] = [
  { screen: 0, xPx: 0, yPx: 0, widthPx: 1366, heightPx: 768, name: '' },
  { screen: 3, xPx: -1920, yPx: 100, widthPx: 1920, heightPx: 1080, name: '' },
];

function createChain(granted: Grant[]) {
  const injector = createFakeInjector();
  const mark = createFakePointerMark();
  const tasks = new Set<() => void>();
  let there: readonly ScreenPlace[] | undefined = screens;
  let held = false;
  const clock: Clock = {
    now: () => 0,
    schedule(_delayMs, task) {
      tasks.add(task);
      return () => void tasks.delete(task);
    },
  };
  const chain = createInputChain({
    has: (grant) => granted.includes(grant),
    isHeld: () => held,
    screens: () => there,
    pointerReport: { watch: (next) => next, shape() {}, heard() {}, stop() {} },
    injector,
    used() {},
    pointing: createPointing(mark, clock),
  });
  return {
    injector,
    mark,
    tasks,
    release: chain.release,
    setHeld: (next: boolean) => {
      held = next;
    },
    setScreens: (next: readonly ScreenPlace[] | undefined) => {
      there = next;
    },
    send(...messages: InputMessage[]) {
      for (const message of messages) chain.receive(encodeInput(message));
    },
  };
}

const pointer = (xPx: number, yPx: number, buttons = 0, screen = 0): InputMessage => ({
  type: 'pointer',
  screen,
  xPx,
  yPx,
  buttons,
});
/** On the desktop. */
const at = (xPx: number, yPx: number, buttons = 0): DesktopInput => ({ type: 'pointer', xPx, yPx, buttons });
const key = (down: boolean, code: string, meaning = 'a'): InputMessage => ({
  type: 'key',
  down,
  code,
  key: meaning,
});
const everything: InputMessage[] = [
  pointer(5, 6, 1),
  { type: 'wheel', deltaX: 0, deltaY: 120 },
  key(true, 'KeyA'),
  key(false, 'KeyA'),
  { type: 'text', text: 'å' },
];
const everythingInjected = [at(5, 6, 1), ...everything.slice(1)];

/** @returns the codes of the keys that are down after all of it */
function downIn(seen: readonly DesktopInput[]): Set<string> {
  const down = new Set<string>();
  for (const message of seen) {
    if (message.type === 'release-all') down.clear();
    else if (message.type === 'key') {
      if (message.down) down.add(message.code);
      else down.delete(message.code);
    }
  }
  return down;
}

describe('input on its way to the desktop', () => {
  it('IN7 gets there with control, all of it, as it was sent', () => {
    const { injector, mark, send } = createChain(['view', 'point', 'control']);
    send(...everything);
    expect(injector.seen).toEqual(everythingInjected);
    expect(mark.at).toBeUndefined();
  });

  it('IN7 only moves the mark with point alone', () => {
    const { injector, mark, send } = createChain(['view', 'point']);
    send(...everything);
    expect(injector.seen).toEqual([]);
    expect(mark.at).toEqual({ xPx: 5, yPx: 6 });
  });

  it.each([[['view']], [[]]] as [Grant[]][])('IN7 gets nowhere with %j', (granted) => {
    const { injector, mark, send } = createChain(granted);
    send(...everything);
    expect(injector.seen).toEqual([]);
    expect(mark.at).toBeUndefined();
  });

  it('IN7 hides the mark after a while without movement, counted from the last one', () => {
    const { mark, send, tasks } = createChain(['point']);
    send(pointer(1, 1), pointer(2, 2));
    expect(tasks.size).toBe(1);
    for (const task of tasks) task();
    expect(mark.at).toBeUndefined();
    send(pointer(3, 3));
    expect(mark.at).toEqual({ xPx: 3, yPx: 3 });
  });

  it('IN8 stays on the screen as it is now', () => {
    const { injector, mark, send } = createChain(['control']);
    send(pointer(7679, 4319), pointer(1366, 0), pointer(1365, 767));
    expect(injector.seen).toEqual([at(1365, 767), at(1365, 0), at(1365, 767)]);
    const pointing = createChain(['point']);
    pointing.send(pointer(7679, 4319));
    expect(pointing.mark.at).toEqual({ xPx: 1365, yPx: 767 });
    expect(mark.at).toBeUndefined();
  });

  it('IN8 gets to the place on the desktop where the screen is', () => {
    const { injector, send } = createChain(['control']);
    send(pointer(0, 0, 0, 3), pointer(5, 6, 1, 3), pointer(7679, 4319, 0, 3));
    expect(injector.seen).toEqual([at(-1920, 100), at(-1915, 106, 1), at(-1, 1179)]);
    const pointing = createChain(['point']);
    pointing.send(pointer(20, 30, 0, 3));
    expect(pointing.mark.at).toEqual({ xPx: -1900, yPx: 130 });
  });

  it('IN8 does not reach screens that there are not, or not any more', () => {
    const { injector, send, setScreens } = createChain(['control']);
    send(pointer(1, 1, 1, 1));
    setScreens(screens.slice(0, 1));
    send(pointer(1, 1, 1, 3));
    expect(injector.seen).toEqual([]);
  });

  it('IN8 passes as it is on the first screen, and on no other, while the screens are not known', () => {
    const { injector, send, setScreens } = createChain(['control']);
    setScreens(undefined);
    send(pointer(7679, 4319), pointer(1, 1, 1, 3));
    expect(injector.seen).toEqual([at(7679, 4319)]);
  });

  it('IN8 turns the wheel only so far', () => {
    const { injector, send } = createChain(['control']);
    send({ type: 'wheel', deltaX: -32_768, deltaY: 32_767 });
    expect(injector.seen).toEqual([{ type: 'wheel', deltaX: -2400, deltaY: 2400 }]);
  });

  it('IN9 lets go of everything when told to, and when the host says so', () => {
    const { injector, send, release } = createChain(['control']);
    send(key(true, 'ShiftLeft', 'Shift'), { type: 'release-all' });
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
    send(pointer(1, 1, 1));
    release();
    expect(injector.seen.at(-1)).toEqual({ type: 'release-all' });
  });

  it('IN9 does not let go of keys that were not pressed here: the user may hold them', () => {
    const { injector, send, release } = createChain(['control']);
    send(key(false, 'ShiftLeft', 'Shift'), key(false, '', 'a'));
    expect(injector.seen).toEqual([]);
    send(key(true, 'ShiftLeft', 'Shift'));
    release();
    send(key(false, 'ShiftLeft', 'Shift'));
    expect(injector.seen.map(({ type }) => type)).toEqual(['key', 'release-all']);
  });

  it('IN9 repeats a held key, and holds no more than a pair of hands can', () => {
    const { injector, send } = createChain(['control']);
    send(key(true, 'KeyA'), key(true, 'KeyA'));
    expect(injector.seen.length).toBe(2);
    for (let i = 0; i < 100; i++) send(key(true, `Key${i}`));
    expect(injector.seen.length).toBe(2 + 31);
    send(key(true, 'KeyA'), key(false, 'KeyA'), key(true, 'Key99'));
    expect(injector.seen.length).toBe(2 + 31 + 3);
  });

  it('IN9 lets go only of what this helper pressed: another one may hold keys with the same injector', () => {
    const { injector, release, send } = createChain(['control']);
    release();
    send({ type: 'release-all' });
    expect(injector.seen).toEqual([]);
    send(key(true, 'KeyA'));
    release();
    release();
    expect(injector.seen.map(({ type }) => type)).toEqual(['key', 'release-all']);
  });

  it('IN11 goes nowhere while the user’s own hand is at work, but keys are let go of', () => {
    const { injector, mark, send, setHeld } = createChain(['control']);
    send(key(true, 'KeyA'));
    setHeld(true);
    send(...everything, { type: 'release-all' });
    expect(injector.seen.map(({ type }) => type)).toEqual(['key', 'release-all']);
    expect(mark.at).toBeUndefined();
    setHeld(false);
    send({ type: 'text', text: 'å' });
    expect(injector.seen.at(-1)).toEqual({ type: 'text', text: 'å' });
  });

  describe('IN9 what is still down of before', () => {
    const isDown = (injector: ReturnType<typeof createChain>['injector']) =>
      injector.seen.reduce(
        (down, message) =>
          message.type === 'release-all' ? 0 : message.type === 'pointer' ? message.buttons : down,
        0,
      );

    it('presses no button at another place when the user’s hand rests: it counts when it is pressed anew', () => {
      const { injector, release, send, setHeld } = createChain(['control']);
      send(pointer(10, 10, 1), pointer(20, 20, 1));
      setHeld(true);
      release();
      send(pointer(30, 30, 1));
      setHeld(false);
      release();
      send(pointer(40, 40, 1), pointer(50, 50, 3));
      // The right button is new, the left one is not.
      expect(injector.seen.slice(-2)).toEqual([at(40, 40, 0), at(50, 50, 2)]);
      send(pointer(50, 50, 0), pointer(60, 60, 1));
      expect(injector.seen.at(-1)).toEqual(at(60, 60, 1));
    });

    it('is none when the viewer let go meanwhile', () => {
      const { injector, release, send, setHeld } = createChain(['control']);
      send(pointer(10, 10, 1), key(true, 'KeyA'));
      setHeld(true);
      release();
      send(pointer(10, 10, 0), key(false, 'KeyA'));
      setHeld(false);
      send(pointer(40, 40, 1), key(true, 'KeyA'));
      expect(injector.seen.slice(-2)).toEqual([at(40, 40, 1), key(true, 'KeyA')]);
      release();
      send({ type: 'release-all' }, pointer(40, 40, 1), key(true, 'KeyA'));
      expect(injector.seen.slice(-2)).toEqual([at(40, 40, 1), key(true, 'KeyA')]);
    });

    it('is no button that was pressed while nothing went through, either', () => {
      const { injector, send, setHeld } = createChain(['control']);
      setHeld(true);
      send(pointer(10, 10, 1));
      setHeld(false);
      send(pointer(20, 20, 1));
      expect(isDown(injector)).toBe(0);
      const granted: Grant[] = ['point'];
      const later = createChain(granted);
      later.send(pointer(10, 10, 1));
      granted.push('control');
      later.send(pointer(20, 20, 1));
      expect(isDown(later.injector)).toBe(0);
    });

    it('repeats no key where the user is by now; modifiers are there for what comes', () => {
      const { injector, release, send, setHeld } = createChain(['control']);
      send(key(true, 'Backspace', 'Backspace'), key(true, 'ControlLeft', 'Control'));
      setHeld(true);
      release();
      setHeld(false);
      const before = injector.seen.length;
      send(key(true, 'Backspace', 'Backspace'), key(true, 'ControlLeft', 'Control'), key(true, 'KeyC', 'c'));
      expect(injector.seen.slice(before)).toEqual([
        key(true, 'ControlLeft', 'Control'),
        key(true, 'KeyC', 'c'),
      ]);
      send(key(false, 'Backspace', 'Backspace'), key(true, 'Backspace', 'Backspace'));
      expect(injector.seen.at(-1)).toEqual(key(true, 'Backspace', 'Backspace'));
    });

    const control = key(true, 'ControlLeft', 'Control');
    const shift = key(true, 'ShiftRight', 'Shift');

    it('is pressed anew with the key that it was held for, where modifiers do not repeat: never a plain letter', () => {
      const { injector, release, send, setHeld } = createChain(['control']);
      send(control, shift);
      setHeld(true);
      release();
      setHeld(false);
      release();
      const before = injector.seen.length;
      send(key(true, 'KeyC', 'C'), key(false, 'KeyC', 'C'), key(true, 'KeyC', 'C'));
      expect(injector.seen.slice(before)).toEqual([
        control,
        shift,
        key(true, 'KeyC', 'C'),
        key(false, 'KeyC', 'C'),
        key(true, 'KeyC', 'C'),
      ]);
      send(key(false, 'ControlLeft', 'Control'));
      expect(injector.seen.at(-1)).toEqual(key(false, 'ControlLeft', 'Control'));
    });

    it.each([
      ['a button', pointer(5, 6, 1), at(5, 6, 1)],
      ['the wheel', { type: 'wheel', deltaX: 0, deltaY: 120 }, { type: 'wheel', deltaX: 0, deltaY: 120 }],
    ] as [string, InputMessage, DesktopInput][])('has its modifier when it is %s', (_what, sent, done) => {
      const { injector, release, send, setHeld } = createChain(['control']);
      setHeld(true);
      send(control);
      setHeld(false);
      release();
      send(pointer(1, 1));
      expect(injector.seen).toEqual([at(1, 1)]);
      send(sent);
      expect(injector.seen.slice(1)).toEqual([control, done]);
    });

    it('is no modifier that the viewer has let go of, and none while nothing goes through', () => {
      const { injector, release, send, setHeld } = createChain(['control']);
      send(control, shift);
      setHeld(true);
      release();
      send(key(false, 'ControlLeft', 'Control'), key(true, 'KeyC', 'c'), key(false, 'KeyC', 'c'));
      expect(injector.seen.map(({ type }) => type)).toEqual(['key', 'key', 'release-all']);
      setHeld(false);
      send(key(false, 'ShiftRight', 'Shift'), key(true, 'KeyC', 'c'));
      expect(injector.seen.slice(3)).toEqual([key(true, 'KeyC', 'c')]);
    });

    it('a letter never reaches the desktop without the modifiers that its viewer holds, whatever happens between', () => {
      type Step = InputMessage | 'hand' | 'rest' | 'release';
      const modifiers = [control, shift, key(true, 'AltLeft', 'Alt')];
      const steps: Step[] = [
        ...modifiers,
        ...modifiers.map((message) => ({ ...message, down: false }) as InputMessage),
        key(true, 'KeyC', 'c'),
        key(false, 'KeyC', 'c'),
        { type: 'release-all' },
        'hand',
        'rest',
        'release',
      ];
      const nameOf = (message: DesktopInput) => (message.type === 'key' ? message.code : '');
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 40 }), (course) => {
          const { injector, release, send, setHeld } = createChain(['control']);
          const held = new Set<string>();
          for (const step of course) {
            if (step === 'hand' || step === 'rest') setHeld(step === 'hand');
            if (typeof step === 'string') {
              release();
              continue;
            }
            const before = injector.seen.length;
            send(step);
            if (step.type === 'release-all') held.clear();
            else if (step.type === 'key' && step.code !== 'KeyC') {
              if (step.down) held.add(step.code);
              else held.delete(step.code);
            }
            const isTyped = injector.seen
              .slice(before)
              .some((message) => nameOf(message) === 'KeyC' && 'down' in message && message.down);
            if (isTyped) expect(downIn(injector.seen)).toEqual(new Set([...held, 'KeyC']));
          }
        }),
      );
    });
  });
});
