import {
  type ClipboardContent,
  decodeClipboard,
  encodeClipboard,
  encodeUtf8,
  type Grant,
} from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { createFakePartPorts } from '../testing/part-ports.ts';
import { createClipboardPart } from './clipboard-part.ts';

const text = (value: string): ClipboardContent => [{ format: 'text', bytes: encodeUtf8(value) }];
const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** A browser whose clipboard and whose person are the test. */
function openClipboard(options: { mayRead?: boolean; mayWrite?: boolean } = {}) {
  const browser = {
    mayRead: options.mayRead ?? true,
    mayWrite: options.mayWrite ?? true,
    /** What the person answers when the page reads. */
    allows: true,
    content: [] as ClipboardContent | 'too-large',
    reads: 0,
    copied: () => {},
    acted: () => {},
    listening: 0,
  };
  const ports = createFakePartPorts(decodeClipboard);
  const { sent, granted } = ports;
  let hostTransfer = 0;
  const part = createClipboardPart({
    mayRead: async () => browser.mayRead,
    async read() {
      browser.reads += 1;
      browser.mayRead &&= browser.allows;
      return browser.allows ? browser.content : undefined;
    },
    async write(content) {
      if (!browser.mayWrite) return false;
      // As browsers do: what is there afterwards is not quite what was given.
      browser.content = content.map(({ format, bytes }) => ({
        format,
        bytes: format === 'html' ? encodeUtf8(`<meta>${new TextDecoder().decode(bytes)}`) : bytes,
      }));
      browser.copied();
      return true;
    },
    listen(copied, acted) {
      Object.assign(browser, { copied, acted });
      browser.listening += 1;
      return () => {
        browser.listening -= 1;
      };
    },
  })(ports);
  return {
    part,
    browser,
    told: () => sent,
    offers: () => sent.filter(({ type }) => type === 'offer').length,
    status: () => ports.status.clipboard,
    async grant(...grants: Grant[]) {
      granted.clear();
      for (const grant of grants) granted.add(grant);
      part.grantsChanged?.();
      await settled();
    },
    async copy(content: ClipboardContent | 'too-large') {
      browser.content = content;
      browser.copied();
      await settled();
    },
    async hear(format: 'text' | 'html', value: string) {
      hostTransfer += 1;
      const bytes = encodeUtf8(value);
      const formats = [{ format, sizeBytes: bytes.length }];
      part.receive(encodeClipboard({ type: 'offer', transfer: hostTransfer, formats }));
      part.receive(encodeClipboard({ type: 'piece', transfer: hostTransfer, bytes }));
      await settled();
    },
  };
}

describe('the clipboard at the helper', () => {
  it('CB8 reads nothing before it is granted, and sends what is copied from then on', async () => {
    const { browser, offers, grant, copy } = openClipboard();
    await grant('view', 'clipboard-from-user');
    await copy(text('hemmelig'));
    expect([browser.reads, offers()]).toEqual([0, 0]);
    await grant('view', 'clipboard-to-user');
    expect(offers()).toBe(1);
    await copy(text('hemmelig'));
    expect(offers()).toBe(1);
    await copy(text('noe annet'));
    expect(offers()).toBe(2);
    await grant();
    await copy(text('etterpå'));
    expect([offers(), browser.listening]).toEqual([2, 0]);
  });

  it('CB9 no echo: what came from the user is not sent back, although the browser changes it', async () => {
    const { browser, offers, grant, hear, status } = openClipboard();
    await grant('clipboard-to-user', 'clipboard-from-user');
    await hear('html', '<b>fra brukeren</b>');
    browser.acted();
    browser.copied();
    await settled();
    expect(offers()).toBe(0);
    expect(status()).toMatchObject({ isWaiting: false, fromUser: { state: 'placed', formats: ['html'] } });
  });

  it('CB8 waits for a click where the browser wants one, with the newest', async () => {
    const { browser, told, grant, hear, status } = openClipboard({ mayWrite: false });
    await grant('clipboard-from-user');
    await hear('text', 'en');
    await hear('text', 'to');
    expect(status()).toMatchObject({ isWaiting: true });
    browser.mayWrite = true;
    browser.acted();
    await settled();
    expect(browser.content).toEqual(text('to'));
    expect(status()).toMatchObject({ isWaiting: false });
    expect(told().filter(({ type }) => type === 'done')).toEqual([
      { type: 'done', transfer: 1, outcome: 'failed' },
      { type: 'done', transfer: 2, outcome: 'placed' },
    ]);
  });

  it('CB7 what waits for a click is not placed after the grant is gone', async () => {
    const { browser, grant, hear, status } = openClipboard({ mayWrite: false });
    await grant('clipboard-from-user');
    await hear('text', 'en');
    await grant('view');
    browser.mayWrite = true;
    browser.acted();
    await settled();
    expect(browser.content).toEqual([]);
    expect(status()).toMatchObject({ isWaiting: false });
  });

  it('CB8 reads nothing by itself where the browser would ask each time: a button or a paste sends', async () => {
    const { part, browser, offers, grant, copy, status } = openClipboard({ mayRead: false });
    await grant('clipboard-to-user');
    await copy(text('a'));
    expect([browser.reads, offers(), status()?.isManual]).toEqual([0, 0, true]);
    part.send();
    await settled();
    part.sendThis(text('limt inn'));
    expect(offers()).toBe(2);
  });

  it.each(['when it is granted', 'by the button'])(
    'CB8 a browser whose person says no, %s: by hand from then on',
    async (when) => {
      const { part, browser, offers, grant, status } = openClipboard();
      browser.allows = when === 'by the button';
      await grant('clipboard-to-user');
      expect(status()?.isManual).toBe(when === 'when it is granted');
      browser.allows = false;
      part.send();
      await settled();
      expect([offers(), status()?.isManual]).toEqual([0, true]);
      part.sendThis(text('limt inn'));
      expect(offers()).toBe(1);
    },
  );

  it('CB2 tells the helper that it is too large', async () => {
    const { told, grant, copy, status } = openClipboard();
    await grant('clipboard-to-user');
    await copy('too-large');
    expect(told()).toEqual([{ type: 'too-large' }]);
    expect(status()).toMatchObject({ toUser: { state: 'too-large' } });
  });
});
