import type { Injector } from '@fjernhjelp/host';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openX11Injector } from '../index.ts';
import { type Observed, Observer } from '../testing/observer.ts';
import { until, Xvfb, xvfbMissing } from '../testing/xvfb.ts';

const missing = xvfbMissing();
if (missing) console.warn(`injector.test.ts is skipped: ${missing}`);

/** Bits of an X event's state. */
const state = { shift: 1, control: 4, alt: 8, button1: 256, button2: 512, button3: 1024 } as const;

const keycodes = {
  shiftLeft: 50,
  controlLeft: 37,
  altLeft: 64,
  altRight: 108,
  level3: 92,
  a: 38,
  c: 54,
  one: 10,
  two: 11,
};

const short = ({ type, detail }: Observed) => `${type} ${detail}`;

describe.skipIf(missing)('input as an X program sees it', () => {
  let server: Xvfb;
  let observer: Observer;
  let injector: Injector;

  beforeAll(async () => {
    server = await Xvfb.start();
    await server.run('setxkbmap', 'no');
    observer = await Observer.open(server.name);
  });

  afterAll(async () => {
    observer?.close();
    await server?.stop();
  });

  beforeEach(() => {
    injector = openX11Injector(server.name);
  });

  afterEach(() => injector.close());

  const pointer = (xPx: number, yPx: number, buttons = 0) =>
    injector.inject({ type: 'pointer', xPx, yPx, buttons });
  const key = (down: boolean, code: string, name: string) =>
    injector.inject({ type: 'key', down, code, key: name });
  const press = (code: string, name: string) => {
    key(true, code, name);
    key(false, code, name);
  };
  const mapOf = async () => (await server.run('xkbcomp', server.name, '-')).toString();
  const repeatingKeys = async () =>
    /auto repeating keys:[\s\S]*?bell/.exec((await server.run('xset', 'q')).toString())![0];
  /** Pressing a harmless key marks the end of what came before. */
  const seenSoFar = async () => {
    press('Escape', 'Escape');
    const seen: Observed[] = [];
    await until(async () => {
      seen.push(...(await observer.events(1)));
      return seen.some(({ type, detail }) => type === 'key-release' && detail === 9);
    });
    return seen.filter(({ detail }) => detail !== 9);
  };

  describe('the pointer', () => {
    it('goes to the pixel', async () => {
      for (const [x, y] of [
        [0, 0],
        [1279, 799],
        [417, 233],
      ] as const) {
        pointer(x, y);
        const where = (await server.run('xdotool', 'getmouselocation')).toString();
        expect(where).toContain(`x:${x} y:${y} `);
      }
      await seenSoFar();
    });

    it.each([
      ['left', 1, 1],
      ['right', 2, 3],
      ['middle', 4, 2],
      ['back', 8, 8],
      ['forward', 16, 9],
    ])('%s button', async (_name, mask, button) => {
      pointer(100, 120, mask);
      pointer(100, 120);
      expect(await observer.events(2)).toMatchObject([
        { type: 'button-press', detail: button, xPx: 100, yPx: 120 },
        { type: 'button-release', detail: button, xPx: 100, yPx: 120 },
      ]);
    });

    it('a double click is two clicks at one place', async () => {
      for (const mask of [1, 0, 1, 0]) pointer(50, 60, mask);
      const seen = await observer.events(4);
      expect(seen.map(short)).toEqual([
        'button-press 1',
        'button-release 1',
        'button-press 1',
        'button-release 1',
      ]);
      expect(new Set(seen.map(({ xPx, yPx }) => `${xPx} ${yPx}`))).toEqual(new Set(['50 60']));
    });

    it('a drag is a press, motions with the button down, and a release where it ends', async () => {
      pointer(200, 200);
      pointer(200, 200, 1);
      pointer(260, 240, 1);
      pointer(300, 280, 1);
      pointer(300, 280);
      const seen = await observer.eventsUntil('button-release');
      const pressed = seen.findIndex(({ type }) => type === 'button-press');
      expect(seen[pressed]).toMatchObject({ xPx: 200, yPx: 200 });
      expect(seen.slice(pressed + 1)).toMatchObject([
        { type: 'motion', xPx: 260, yPx: 240, state: state.button1 },
        { type: 'motion', xPx: 300, yPx: 280, state: state.button1 },
        { type: 'button-release', xPx: 300, yPx: 280, state: state.button1 },
      ]);
    });

    it('buttons overlap as they were sent', async () => {
      for (const mask of [1, 3, 2, 0]) pointer(70, 70, mask);
      expect((await observer.events(4)).map(short)).toEqual([
        'button-press 1',
        'button-press 3',
        'button-release 1',
        'button-release 3',
      ]);
    });

    it("a left-handed user's button mapping does not turn the helper's clicks round", async () => {
      await server.run('xmodmap', '-e', 'pointer = 3 2 1');
      pointer(80, 80, 1);
      pointer(80, 80);
      expect((await observer.events(2)).map(short)).toEqual(['button-press 1', 'button-release 1']);
      await server.run('xmodmap', '-e', 'pointer = default');
    });
  });

  describe('the wheel', () => {
    const wheel = (deltaX: number, deltaY: number) => injector.inject({ type: 'wheel', deltaX, deltaY });
    const turned = async () =>
      (await seenSoFar()).filter(({ type }) => type === 'button-press').map(({ detail }) => detail);

    it('turns down, up, right and left', async () => {
      pointer(300, 300);
      wheel(0, 240);
      wheel(0, -120);
      wheel(120, 0);
      wheel(-240, 0);
      expect(await turned()).toEqual([5, 5, 4, 7, 6, 6]);
    });

    it('collects parts of a notch, each way and axis by itself', async () => {
      for (let i = 0; i < 7; i++) wheel(25, 50);
      expect(await turned()).toEqual([5, 5, 7]);
      wheel(0, -119);
      expect(await turned()).toEqual([]);
      wheel(0, -1);
      expect(await turned()).toEqual([4]);
    });
  });

  describe('keys', () => {
    it('hold modifiers during clicks and keys', async () => {
      pointer(100, 100);
      key(true, 'ControlLeft', 'Control');
      key(true, 'ShiftLeft', 'Shift');
      pointer(100, 100, 1);
      pointer(100, 100);
      key(false, 'ShiftLeft', 'Shift');
      press('KeyC', 'c');
      key(false, 'ControlLeft', 'Control');
      expect(await observer.events(8)).toMatchObject([
        { type: 'key-press', detail: keycodes.controlLeft, state: 0 },
        { type: 'key-press', detail: keycodes.shiftLeft, state: state.control },
        { type: 'button-press', detail: 1, state: state.control | state.shift },
        { type: 'button-release', detail: 1, state: state.control | state.shift | state.button1 },
        { type: 'key-release', detail: keycodes.shiftLeft, state: state.control | state.shift },
        { type: 'key-press', detail: keycodes.c, state: state.control },
        { type: 'key-release', detail: keycodes.c, state: state.control },
        { type: 'key-release', detail: keycodes.controlLeft, state: state.control },
      ]);
    });

    it('a key that fits is held until its release, matched by code', async () => {
      key(true, 'KeyA', 'a');
      expect((await observer.events(1)).map(short)).toEqual([`key-press ${keycodes.a}`]);
      key(true, 'ShiftLeft', 'Shift');
      key(false, 'KeyA', 'A');
      key(false, 'ShiftLeft', 'Shift');
      expect((await observer.events(3)).map(short)).toEqual([
        `key-press ${keycodes.shiftLeft}`,
        `key-release ${keycodes.a}`,
        `key-release ${keycodes.shiftLeft}`,
      ]);
    });

    it('a release without a code is matched by the key', async () => {
      key(true, '', 'a');
      key(false, '', 'A');
      expect((await observer.events(2)).map(short)).toEqual([
        `key-press ${keycodes.a}`,
        `key-release ${keycodes.a}`,
      ]);
    });

    it.each([
      ['pressed', '1', '!'],
      ['let go of', '!', '1'],
    ])('a key by its sign is let go of though Shift is %s while it repeats', async (_what, first, then) => {
      const repeating = await repeatingKeys();
      if (first === '!') key(true, 'ShiftLeft', 'Shift');
      key(true, '', first);
      key(then === '!', 'ShiftLeft', 'Shift');
      key(true, '', then);
      key(true, '', then);
      key(false, '', first);
      key(false, 'ShiftLeft', 'Shift');
      const ones = (await seenSoFar()).filter(({ detail }) => detail === keycodes.one).map(short);
      expect(ones.filter((each) => each.startsWith('key-press'))).toHaveLength(3);
      expect(ones.at(-1)).toBe(`key-release ${keycodes.one}`);
      expect(await repeatingKeys()).toBe(repeating);
    });

    it('modifiers that a character needs are borrowed around the tap and put back', async () => {
      key(true, 'ShiftLeft', 'Shift');
      await observer.events(1);
      press('Digit2', '@');
      expect((await observer.events(6)).map(short)).toEqual([
        `key-release ${keycodes.shiftLeft}`,
        `key-press ${keycodes.level3}`,
        `key-press ${keycodes.two}`,
        `key-release ${keycodes.two}`,
        `key-press ${keycodes.shiftLeft}`,
        `key-release ${keycodes.level3}`,
      ]);
      key(false, 'ShiftLeft', 'Shift');
      await observer.events(1);
    });

    it.each([
      ['Control', 'ControlLeft', state.control],
      ['Alt', 'AltLeft', state.alt],
    ])('IN12 with %s held a character comes with the Shift that it takes here', async (name, code, mask) => {
      key(true, code, name);
      await observer.events(1);
      // "/" is Shift and 7 on this layout, and a plain key on the helper's.
      press('Slash', '/');
      expect((await observer.events(4)).slice(1, 3)).toMatchObject([
        { type: 'key-press', detail: 16, state: mask | state.shift },
        { type: 'key-release', detail: 16, state: mask | state.shift },
      ]);
      key(false, code, name);
      await observer.events(1);
    });

    it('a command with a letter that the layout lacks still carries the letter', async () => {
      await server.run('setxkbmap', 'gr');
      key(true, 'ControlLeft', 'Control');
      press('KeyC', 'c');
      key(false, 'ControlLeft', 'Control');
      const [, down] = await observer.events(4);
      expect(down).toMatchObject({ type: 'key-press', state: state.control });
      expect(observer.keysym(down!.detail, 0)).toBe('c'.codePointAt(0));
      await server.run('setxkbmap', 'no');
    });

    it.each([
      ['Enter', 'Enter', 0xff0d],
      ['NumpadEnter', 'Enter', 0xff8d],
      ['Tab', 'Tab', 0xff09],
      ['Escape', 'Escape', 0xff1b],
      ['Backspace', 'Backspace', 0xff08],
      ['Delete', 'Delete', 0xffff],
      ['ArrowUp', 'ArrowUp', 0xff52],
      ['Numpad8', 'ArrowUp', 0xff97],
      ['PageDown', 'PageDown', 0xff56],
      ['F1', 'F1', 0xffbe],
      ['F12', 'F12', 0xffc9],
      ['F24', 'F24', 0xffd5],
      ['MetaLeft', 'Meta', 0xffeb],
      ['ControlRight', 'Control', 0xffe4],
      ['AltRight', 'AltGraph', 0xfe03],
      ['ContextMenu', 'ContextMenu', 0xff67],
      ['PrintScreen', 'PrintScreen', 0xff61],
      ['', 'MediaPlayPause', 0x1008ff14],
      ['AudioVolumeUp', 'AudioVolumeUp', 0x1008ff13],
      ['', 'BrowserBack', 0x1008ff26],
      ['', 'ZoomIn', 0x1008ff8b],
    ])('the key %s that means %s', async (code, name, keysym) => {
      press(code, name);
      const [down, up] = await observer.events(2);
      expect(down?.detail).toBe(up?.detail);
      expect(observer.keysym(down!.detail, down!.state)).toBe(keysym);
    });

    it("the server's own repetition of a key is off while the helper holds it", async () => {
      const before = await repeatingKeys();
      key(true, 'KeyA', 'a');
      expect(await repeatingKeys()).not.toBe(before);
      key(false, 'KeyA', 'a');
      expect(await repeatingKeys()).toBe(before);
      await observer.events(2);
    });

    it('a held modifier that repeats is pressed once', async () => {
      for (let i = 0; i < 4; i++) key(true, 'ShiftLeft', 'Shift');
      key(false, 'ShiftLeft', 'Shift');
      expect((await seenSoFar()).map(short)).toEqual([
        `key-press ${keycodes.shiftLeft}`,
        `key-release ${keycodes.shiftLeft}`,
      ]);
    });
  });

  describe('letting go', () => {
    it('releaseAll releases every key and button, and forgets what waits', async () => {
      pointer(90, 90, 5);
      key(true, 'ControlLeft', 'Control');
      key(true, 'KeyA', 'a');
      await observer.events(4);
      injector.releaseAll();
      expect((await observer.events(4)).map(short).sort()).toEqual(
        [
          'button-release 1',
          'button-release 2',
          `key-release ${keycodes.a}`,
          `key-release ${keycodes.controlLeft}`,
        ].sort(),
      );
      key(false, 'KeyA', 'a');
      key(false, 'ControlLeft', 'Control');
      expect(await seenSoFar()).toEqual([]);
    });

    it('releaseAll forgets the text that still waits for a spare key', async () => {
      const text = 'αβγδεζηθικλμνξοπρσςτυφχψω абвгдежзийклмнопрстуфхцчшщ';
      injector.inject({ type: 'text', text });
      injector.releaseAll();
      const pressed = (seen: Observed[]) =>
        seen.filter(({ type, detail }) => type === 'key-press' && detail !== keycodes.shiftLeft);
      const atOnce = pressed(await seenSoFar()).length;
      expect(atOnce).toBeGreaterThan(10);
      expect(atOnce).toBeLessThan(text.length);

      // Waits for a spare key as well, so behind all that still waited.
      injector.inject({ type: 'text', text: 'ю' });
      const next = await until(async () => pressed(await observer.events(1))[0]);
      expect(observer.keysym(next.detail, next.state)).toBe(0x0100_044e);
    });

    it('close releases all and gives the keyboard map back as it was', async () => {
      const before = await mapOf();
      const repeating = await repeatingKeys();
      key(true, 'ShiftLeft', 'Shift');
      key(true, 'KeyA', 'A');
      injector.inject({ type: 'text', text: 'Ω^~ж' });
      expect(await mapOf()).not.toBe(before);
      injector.close();
      expect(await mapOf()).toBe(before);
      expect(await repeatingKeys()).toBe(repeating);
      const seen = (await observer.events(1)).map(short);
      expect(seen).toContain(`key-release ${keycodes.a}`);
      expect(seen.at(-1)).toMatch(/^key-release/);
      expect(() => injector.inject({ type: 'text', text: 'a' })).toThrow(
        expect.objectContaining({ code: 'closed' }),
      );
    });
  });
});
