import type { Injector } from '@fjernhjelp/host';
import type { Locks } from '@fjernhjelp/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openX11Injector } from '../apps/client/src/desktop/x11/index.ts';
import {
  type HelperKey,
  type HelperLayout,
  type LayoutName,
  layoutNames,
  readHelperLayout,
  setLayout,
} from '../apps/client/src/desktop/x11/testing/helper-layouts.ts';
import { Observer } from '../apps/client/src/desktop/x11/testing/observer.ts';
import { Typewriter } from '../apps/client/src/desktop/x11/testing/typewriter.ts';
import { Xvfb } from '../apps/client/src/desktop/x11/testing/xvfb.ts';

const off: Locks = { capsLock: false, numLock: false };
const CONTROL = 4;
/** The signs that programs have commands for. */
const commandSigns = ['+', '-', '0', '/', '.', ','];

/** The helper's events, as the viewer makes messages of them. */
function createHands(injector: Injector) {
  const key = (down: boolean, code: string, name: string, locks: Locks = off) =>
    injector.inject({ type: 'key', down, code, key: name, locks });

  /** @param meaning what goes out as DOM `key`: "" for the place alone */
  function press({ code, level, key: own }: HelperKey, layout: HelperLayout, meaning = own): void {
    const locks = { ...off, capsLock: level === 'capsLock' };
    const altGr = layout.altRight;
    if (level === 'shift') key(true, 'ShiftLeft', 'Shift', locks);
    if (level === 'altGr') key(true, 'AltRight', altGr, locks);
    key(true, code, meaning, locks);
    key(false, code, meaning, locks);
    if (level === 'altGr') key(false, 'AltRight', altGr, locks);
    if (level === 'shift') key(false, 'ShiftLeft', 'Shift', locks);
  }

  function withControl(pressed: HelperKey, layout: HelperLayout): void {
    key(true, 'ControlLeft', 'Control');
    press(pressed, layout);
    key(false, 'ControlLeft', 'Control');
  }

  return { press, withControl };
}

/** @returns a letter that the accent goes on, and what the two make */
function accented(combining: string): [letter: string, composed: string] | undefined {
  const letter = [...'aeoucnsz'].find((each) => (each + combining).normalize('NFC').length === 1);
  return letter === undefined ? undefined : [letter, (letter + combining).normalize('NFC')];
}

describe('seven helper keyboards on seven hosts', () => {
  let server: Xvfb;
  let commandServer: Xvfb;
  let typewriter: Typewriter;
  let observer: Observer;
  let injector: Injector;
  let commandInjector: Injector;
  const helpers = new Map<LayoutName, HelperLayout>();
  const layoutOf = (name: LayoutName) => helpers.get(name)!;

  beforeAll(async () => {
    [server, commandServer] = await Promise.all([Xvfb.start(), Xvfb.start()]);
    for (const name of layoutNames) helpers.set(name, await readHelperLayout(server, name));
    typewriter = await Typewriter.open(server);
    observer = await Observer.open(commandServer.name);
    injector = openX11Injector(server.name);
    commandInjector = openX11Injector(commandServer.name);
    for (const each of [injector, commandInjector])
      each.inject({ type: 'pointer', xPx: 100, yPx: 100, buttons: 0 });
  });

  afterAll(async () => {
    injector?.close();
    commandInjector?.close();
    typewriter?.close();
    observer?.close();
    await server?.stop();
    await commandServer?.stop();
  });

  it('the keyboards are the ones that they should be', () => {
    const meaning = (name: LayoutName, code: string, level: HelperKey['level'] = 'plain') =>
      layoutOf(name).keys.find((each) => each.code === code && each.level === level)?.key;
    expect(meaning('nb-NO', 'Semicolon')).toBe('ø');
    expect(meaning('nn', 'Semicolon')).toBe('ø');
    expect(meaning('da-DK', 'Semicolon')).toBe('æ');
    expect(meaning('sv-SE', 'Semicolon')).toBe('ö');
    expect(meaning('de-DE', 'KeyY')).toBe('z');
    expect(meaning('en-US', 'Digit2', 'shift')).toBe('@');
    expect(meaning('en-GB', 'Digit2', 'shift')).toBe('"');
    expect(meaning('de-DE', 'Equal')).toBe('Dead');
    for (const name of layoutNames) expect(layoutOf(name).keys.length).toBeGreaterThan(140);
  });

  describe.each(layoutNames)('with the host on %s', (hostName) => {
    beforeAll(async () => {
      await setLayout(server, hostName);
      await setLayout(commandServer, hostName);
    });

    it.each(layoutNames)('IN12 every key of a helper on %s writes what stands on it', async (helperName) => {
      const layout = layoutOf(helperName);
      const { press } = createHands(injector);
      let expected = '';
      for (const key of layout.keys) {
        if (key.key === 'Dead') {
          // The helper's browser composes it, and what came of it arrives as text.
          const composed = accented(key.combining ?? '')?.[1];
          if (composed === undefined) continue;
          injector.inject({ type: 'text', text: composed });
          expected += composed;
        } else {
          press(key, layout);
          expected += key.key;
        }
      }
      expect(await typewriter.typed(expected)).toBe(expected);
    });

    it.each(layoutNames)('IN12 by character alone, a helper on %s writes the same', async (helperName) => {
      const layout = layoutOf(helperName);
      const plain = layout.keys.filter(({ level, key }) => level !== 'altGr' && key !== 'Dead');
      const { press } = createHands(injector);
      for (const key of plain) press({ ...key, code: '' }, layout);
      const expected = plain.map(({ key }) => key).join('');
      expect(await typewriter.typed(expected)).toBe(expected);
    });

    it.each(layoutNames)('IN12 Ctrl and a letter of a helper on %s is that command', async (helperName) => {
      const layout = layoutOf(helperName);
      const letters = layout.keys.filter(({ level, key }) => level === 'plain' && /^[a-z]$/.test(key));
      const { withControl } = createHands(injector);
      for (const letter of letters) withControl(letter, layout);
      const expected = letters.map(({ key }) => String.fromCharCode(key.charCodeAt(0) & 0x1f)).join('');
      expect(letters).toHaveLength(26);
      expect(await typewriter.typed(expected)).toBe(expected);
    });

    it.each(layoutNames)('IN12 Ctrl and a sign of a helper on %s is that command', async (helperName) => {
      const layout = layoutOf(helperName);
      const { withControl } = createHands(commandInjector);
      for (const sign of commandSigns) {
        const key = layout.keys.find((each) => each.key === sign && each.level !== 'capsLock')!;
        withControl(key, layout);
        const seen = await observer.press(sign.codePointAt(0)!);
        expect(seen.state & CONTROL, sign).toBe(CONTROL);
      }
    });

    it('IN12 the place alone writes what stands on the key here, dead keys too, whatever the helper has', async () => {
      const layout = layoutOf(hostName);
      const { press } = createHands(injector);
      const letterKey = (letter: string) =>
        layout.keys.find(({ level, key }) => level === 'plain' && key === letter)!;
      let expected = '';
      for (const key of layout.keys) {
        if (key.key === 'Dead') {
          const [letter, composed] = accented(key.combining ?? '') ?? [];
          if (letter === undefined) continue;
          press(key, layout, '');
          press(letterKey(letter), layout, '');
          expected += composed;
        } else {
          press(key, layout, '');
          expected += key.key;
        }
      }
      expect(await typewriter.typed(expected)).toBe(expected);
    });
  });
});
