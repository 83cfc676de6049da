import { EventEmitter } from 'node:events';
import { someVoiceDescription } from '@fjernhjelp/session/testing';
import { expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { createNoVoice, createWindowVoice } from './window-voice.ts';

/** A page's line, with what the client said on it. */
class FakePage extends EventEmitter {
  readonly heard: unknown[] = [];
  send(text: string) {
    this.heard.push(JSON.parse(text));
  }
  say(message: unknown) {
    this.emit('message', Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)), false);
  }
}

const offer = someVoiceDescription;
const options = { iceServers: [], isMuted: true, offer };
const listening = () => ({ described: vi.fn(), connected: vi.fn(), interrupted: vi.fn(), failed: vi.fn() });

function attach(voice: ReturnType<typeof createWindowVoice>): FakePage {
  const page = new FakePage();
  voice.attach(page as unknown as WebSocket);
  return page;
}

test('VO2 a call is opened in the page, and told of as the page tells', () => {
  const voice = createWindowVoice();
  const page = attach(voice);
  const listener = listening();
  const peer = voice.open(options, listener);
  expect(page.heard).toEqual([{ call: 1, open: options }]);
  page.say({ call: 1, description: offer });
  page.say({ call: 1, state: 'connected' });
  page.say({ call: 1, state: 'interrupted' });
  expect(listener.described).toHaveBeenCalledWith(offer);
  expect(listener.connected).toHaveBeenCalledOnce();
  expect(listener.interrupted).toHaveBeenCalledOnce();
  peer.setMuted(false);
  peer.close();
  peer.close();
  expect(page.heard.slice(1)).toEqual([
    { call: 1, isMuted: false },
    { call: 1, close: true },
  ]);
  page.say({ call: 1, failed: 'no-path' });
  expect(listener.failed).not.toHaveBeenCalled();
});

test('VO3 what a page says that is none of this is let be', () => {
  const voice = createWindowVoice();
  const page = attach(voice);
  const other = attach(voice);
  const listener = listening();
  voice.open(options, listener);
  for (const message of ['{', 'null', '7', { call: 1 }, { call: 1, description: { ...offer, sdp: '' } }])
    other.say(message);
  other.say({ call: 1, failed: 'bored' });
  other.say({ call: 2, failed: 'no-path' });
  page.say({ call: 1, failed: 'no-path' });
  for (const heard of Object.values(listener)) expect(heard).not.toHaveBeenCalled();
});

test('VO7 without a page nobody can talk; the newest page takes the calls, and its end is theirs', async () => {
  const voice = createWindowVoice();
  const changed = vi.fn();
  voice.watch(changed);
  expect(voice.unable).toBe('no-window');
  const early = listening();
  voice.open(options, early);
  await Promise.resolve();
  expect(early.failed).toHaveBeenCalledWith('no-window');
  const first = attach(voice);
  const second = attach(voice);
  expect(voice.unable).toBeUndefined();
  const listener = listening();
  voice.open(options, listener);
  expect(first.heard).toEqual([]);
  second.emit('close');
  expect(listener.failed).toHaveBeenCalledWith('no-window');
  expect(voice.unable).toBeUndefined();
  first.say({ unable: 'unsupported' });
  expect(voice.unable).toBe('unsupported');
  first.emit('close');
  expect(voice.unable).toBe('no-window');
  expect(changed).toHaveBeenCalledTimes(5);
});

test('VO1 a machine whose settings forbid it says so and opens nothing', async () => {
  const voice = createNoVoice('forbidden');
  const listener = listening();
  expect(voice.unable).toBe('forbidden');
  voice.open(options, listener);
  voice.open(options, listening()).close();
  await Promise.resolve();
  expect(listener.failed).toHaveBeenCalledWith('forbidden');
});
