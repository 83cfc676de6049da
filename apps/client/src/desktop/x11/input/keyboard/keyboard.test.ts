import type { Injector } from '@fjernhjelp/host';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openX11Injector } from '../../index.ts';
import { norwegianKeys } from '../../testing/norwegian-keys.ts';
import { Typewriter } from '../../testing/typewriter.ts';
import { until, Xvfb, xvfbMissing } from '../../testing/xvfb.ts';

const sentence = 'Blåbærsyltetøy på Ærøskøbing: "@£$€{[]}\\|~^´`';
const greekWord = 'Καλημέρα';
const emoji = 'ok 👍🏽!';
/** More different characters than there are spare keys, each twice. */
const alphabets = 'αβγδεζηθικλμνξοπρσςτυφχψω абвгдежзийклмнопрстуфх '.repeat(2);

const missing = xvfbMissing();
if (missing) console.warn(`keyboard.test.ts is skipped: ${missing}`);

describe.skipIf(missing)('typing into a real program', () => {
  let server: Xvfb;
  let typewriter: Typewriter;
  let injector: Injector;

  beforeAll(async () => {
    server = await Xvfb.start();
    typewriter = await Typewriter.open(server);
    injector = openX11Injector(server.name);
    injector.inject({ type: 'pointer', xPx: 100, yPx: 100, buttons: 0 });
  });

  afterAll(async () => {
    injector?.close();
    typewriter?.close();
    await server?.stop();
  });

  const key = (down: boolean, code: string, name: string) =>
    injector.inject({ type: 'key', down, code, key: name });
  const press = (code: string, name: string) => {
    key(true, code, name);
    key(false, code, name);
  };
  const layout = async (name: string, ...more: string[]) => {
    await server.run('setxkbmap', name, ...more);
  };

  describe.each(['no', 'us', 'de', 'gr'])('with the host on layout %s', (name) => {
    beforeAll(() => layout(name));

    it.each([sentence, greekWord, emoji])('a text arrives letter for letter: %s', async (text) => {
      injector.inject({ type: 'text', text });
      expect(await typewriter.typed(text)).toBe(text);
    });

    it('bursts of text lose and double nothing', async () => {
      for (let i = 0; i < 20; i++) injector.inject({ type: 'text', text: `${sentence}${greekWord}` });
      const all = `${sentence}${greekWord}`.repeat(20);
      expect(await typewriter.typed(all)).toBe(all);
    });

    it("keys arrive as the helper's keyboard means them, one by one", async () => {
      let expected = '';
      for (const [code, ...levels] of norwegianKeys) {
        for (const [level, name] of levels.entries()) {
          if (name.startsWith('Dead')) continue;
          if (level & 1) key(true, 'ShiftLeft', 'Shift');
          if (level & 2) key(true, 'AltRight', 'AltGraph');
          press(code, name);
          if (level & 2) key(false, 'AltRight', 'AltGraph');
          if (level & 1) key(false, 'ShiftLeft', 'Shift');
          expected += name;
        }
      }
      expect(await typewriter.typed(expected)).toBe(expected);
    });
  });

  describe('with the same layout at both ends (no)', () => {
    beforeAll(() => layout('no'));

    const dead = norwegianKeys.flatMap(([code, ...levels]) =>
      levels.flatMap((name, level) =>
        name.startsWith('Dead ') ? [[name.slice(5), code, level] as const] : [],
      ),
    );

    it.each(dead)('a dead key and its letter make %s (%s, level %i)', async (composed, code, level) => {
      if (level & 1) key(true, 'ShiftLeft', 'Shift');
      if (level & 2) key(true, 'AltRight', 'AltGraph');
      press(code, 'Dead');
      if (level & 2) key(false, 'AltRight', 'AltGraph');
      if (level & 1) key(false, 'ShiftLeft', 'Shift');
      const letter = composed.normalize('NFD')[0]!;
      press(`Key${letter.toUpperCase()}`, letter);
      expect(await typewriter.typed(composed)).toBe(composed);
    });

    it('a browser that tells the composed letter gives the same letter', async () => {
      press('BracketRight', 'Dead');
      press('KeyE', 'ë');
      expect(await typewriter.typed('ë')).toBe('ë');
    });

    it('a dead key with the space bar, and one pressed twice, give the accent', async () => {
      key(true, 'ShiftLeft', 'Shift');
      press('BracketRight', 'Dead');
      key(false, 'ShiftLeft', 'Shift');
      press('Space', '^');
      key(true, 'AltRight', 'AltGraph');
      press('BracketRight', 'Dead');
      press('BracketRight', '~');
      key(false, 'AltRight', 'AltGraph');
      expect(await typewriter.typed('^~')).toBe('^~');
    });

    it('AltGr as Windows sends it, with a Control in front, gives the character', async () => {
      key(true, 'ControlLeft', 'Control');
      key(true, 'AltRight', 'AltGraph');
      press('Digit2', '@');
      key(false, 'ControlLeft', 'Control');
      key(false, 'AltRight', 'AltGraph');
      press('KeyA', 'a');
      expect(await typewriter.typed('@a')).toBe('@a');
    });
  });

  it('a layout change in the middle of the session is followed, also with spare keys in use', async () => {
    await layout('no');
    injector.inject({ type: 'text', text: 'ω^æ' });
    expect(await typewriter.typed('ω^æ')).toBe('ω^æ');
    await layout('us');
    injector.inject({ type: 'text', text: 'ω^æ' });
    expect(await typewriter.typed('ω^æ')).toBe('ω^æ');
  });

  it('the second of two layouts is the one that counts while it is on', async () => {
    await layout('us,gr', '-option', 'grp:menu_toggle');
    await server.run('xdotool', 'key', 'ISO_Next_Group');
    injector.inject({ type: 'text', text: 'aαb' });
    press('KeyB', 'β');
    press('KeyB', 'b');
    expect(await typewriter.typed('aαbβb')).toBe('aαbβb');
    await server.run('xdotool', 'key', 'ISO_Next_Group');
    await layout('us', '-option', '');
  });

  it.each(['no', 'us'])('CapsLock on at the host does not change the letters (%s)', async (name) => {
    await layout(name);
    press('CapsLock', 'CapsLock');
    expect((await server.run('xset', 'q')).toString()).toMatch(/Caps Lock:\s+on/);
    injector.inject({ type: 'text', text: 'aBæÆ1!αΩ' });
    press('KeyA', 'a');
    press('KeyA', 'A');
    press('Quote', 'æ');
    key(true, 'ShiftLeft', 'Shift');
    press('KeyA', 'A');
    press('KeyA', 'a');
    press('Digit1', '!');
    key(false, 'ShiftLeft', 'Shift');
    press('KeyO', 'ω');
    expect(await typewriter.typed('aBæÆ1!αΩaAæAa!ω')).toBe('aBæÆ1!αΩaAæAa!ω');
    expect((await server.run('xset', 'q')).toString()).toMatch(/Caps Lock:\s+on/);
    press('CapsLock', 'CapsLock');
    expect((await server.run('xset', 'q')).toString()).toMatch(/Caps Lock:\s+off/);
  });

  describe('IN12 CapsLock and NumLock follow the helper', () => {
    const locked = async () => {
      const shown = (await server.run('xset', 'q')).toString();
      return ['Caps', 'Num'].filter((name) => new RegExp(`${name} Lock:\\s+on`).test(shown));
    };
    const withLocks = (code: string, name: string, capsLock: boolean, numLock: boolean) => {
      for (const down of [true, false])
        injector.inject({ type: 'key', down, code, key: name, locks: { capsLock, numLock } });
    };

    afterEach(() => injector.releaseAll());

    it('while the helper types, and are the user’s own again when everything is let go', async () => {
      await layout('no');
      expect(await locked()).toEqual([]);
      withLocks('KeyA', 'A', true, true);
      expect(await locked()).toEqual(['Caps', 'Num']);
      withLocks('Numpad7', '7', true, true);
      withLocks('KeyA', 'a', false, true);
      expect(await locked()).toEqual(['Num']);
      expect(await typewriter.typed('A7a')).toBe('A7a');
      injector.releaseAll();
      expect(await locked()).toEqual([]);
    });

    it('also where the user had them on', async () => {
      press('CapsLock', 'CapsLock');
      withLocks('KeyB', 'b', false, false);
      expect(await locked()).toEqual([]);
      expect(await typewriter.typed('b')).toBe('b');
      injector.releaseAll();
      expect(await locked()).toEqual(['Caps']);
      press('CapsLock', 'CapsLock');
      expect(await locked()).toEqual([]);
    });

    it('by their state alone: the lock keys themselves are not pressed', async () => {
      withLocks('CapsLock', 'CapsLock', true, false);
      withLocks('CapsLock', 'CapsLock', true, false);
      expect(await locked()).toEqual(['Caps']);
      withLocks('NumLock', 'NumLock', false, true);
      expect(await locked()).toEqual(['Num']);
    });

    it('and leave alone what the user toggles meanwhile', async () => {
      withLocks('KeyC', 'C', true, false);
      await server.run('xdotool', 'key', 'Num_Lock');
      injector.releaseAll();
      expect(await locked()).toEqual(['Num']);
      await server.run('xdotool', 'key', 'Num_Lock');
      expect(await typewriter.typed('C')).toBe('C');
    });

    it('IN13 and whoever watches hears of each change, the user’s own too, until they watch no longer', async () => {
      const heard: string[] = [];
      const stop = injector.watchLocks?.(({ capsLock, numLock }) => {
        heard.push(`${capsLock ? 'C' : '-'}${numLock ? 'N' : '-'}`);
      });
      expect(heard).toEqual(['--']);
      await server.run('xdotool', 'key', 'Caps_Lock');
      await until(() => heard.at(-1) === 'C-');
      withLocks('KeyD', 'd', false, true);
      await until(() => heard.at(-1) === '-N');
      injector.releaseAll();
      await until(() => heard.at(-1) === 'C-');
      stop?.();
      const count = heard.length;
      await server.run('xdotool', 'key', 'Caps_Lock');
      expect(await typewriter.typed('d')).toBe('d');
      expect(await locked()).toEqual([]);
      expect(heard).toHaveLength(count);
    });

    it('with the place alone CapsLock does what it does on the host', async () => {
      withLocks('Semicolon', '', true, false);
      withLocks('Digit1', '', true, false);
      withLocks('Semicolon', '', false, false);
      expect(await typewriter.typed('Ø1ø')).toBe('Ø1ø');
    });
  });

  it('the right Alt key of a helper without AltGr is Alt on a host that has only the left one', async () => {
    await layout('no');
    key(true, 'AltRight', 'Alt');
    press('KeyX', 'x');
    key(false, 'AltRight', 'Alt');
    // What xterm makes of Alt and x by default.
    expect(await typewriter.typed('ø')).toBe('ø');
  });

  it('keypad digits are digits whatever NumLock is on the host', async () => {
    press('Numpad7', '7');
    press('NumpadDecimal', ',');
    press('NumLock', 'NumLock');
    press('Numpad7', '7');
    press('NumpadAdd', '+');
    press('NumLock', 'NumLock');
    expect(await typewriter.typed('7,7+')).toBe('7,7+');
  });

  it('a held key repeats once for each message', async () => {
    await layout('no');
    for (let i = 0; i < 5; i++) key(true, 'KeyK', 'k');
    key(false, 'KeyK', 'k');
    for (let i = 0; i < 3; i++) key(true, 'KeyQ', 'Ω');
    key(false, 'KeyQ', 'Ω');
    press('KeyX', 'x');
    expect(await typewriter.typed('kkkkkΩΩΩx')).toBe('kkkkkΩΩΩx');
  });

  it('more characters than there are spare keys arrive in order, with the keys after them', async () => {
    await layout('no');
    injector.inject({ type: 'text', text: alphabets });
    press('KeyZ', 'z');
    press('KeyS', 'ш');
    expect(await typewriter.typed(`${alphabets}zш`)).toBe(`${alphabets}zш`);
  });

  it('line ends and tabs are keys', async () => {
    injector.inject({ type: 'text', text: 'a\tb\r\nc\nd\0\u0001e' });
    expect(await typewriter.typed('a\tb\rc\rde')).toBe('a\tb\rc\rde');
  });
});
