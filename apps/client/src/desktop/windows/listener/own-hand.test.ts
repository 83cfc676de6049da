import { describe, expect, it } from 'vitest';
import { OWN_INPUT } from '../input/send-input.ts';
import { hooks, OwnHand } from './own-hand.ts';

const messages = { keyDown: 0x100, keyUp: 0x101, move: 0x200, leftDown: 0x201 } as const;

function mouse(x: number, y: number, extra = 0n): DataView {
  const info = new DataView(new ArrayBuffer(hooks.mouse.sizeBytes));
  info.setInt32(0, x, true);
  info.setInt32(4, y, true);
  info.setBigUint64(24, extra, true);
  return info;
}

function key(extra = 0n, virtualKey = 0x41): DataView {
  const info = new DataView(new ArrayBuffer(hooks.keyboard.sizeBytes));
  info.setUint32(0, virtualKey, true);
  info.setBigUint64(16, extra, true);
  return info;
}

describe('IN11 the user’s own hand', () => {
  it('is every event without our mark', () => {
    const hand = new OwnHand();
    expect(hand.hear('keyboard', messages.keyDown, key())).toBe('acted');
    expect(hand.hear('keyboard', messages.keyDown, key(OWN_INPUT))).toBe('nothing');
    expect(hand.hear('mouse', messages.move, mouse(0, 0))).toBe('acted');
    expect(hand.hear('mouse', messages.move, mouse(9, 9, OWN_INPUT))).toBe('nothing');
  });

  it('is not a move that the system tells of again after ours', () => {
    const hand = new OwnHand();
    hand.hear('mouse', messages.move, mouse(119, -130, OWN_INPUT));
    hand.hear('mouse', messages.leftDown, mouse(119, -130, OWN_INPUT));
    expect(hand.hear('mouse', messages.move, mouse(119, -130))).toBe('nothing');
    expect(hand.hear('mouse', messages.leftDown, mouse(119, -130))).toBe('acted');
    expect(hand.hear('mouse', messages.move, mouse(120, -130))).toBe('acted');
  });

  it('pauses once for each press of the pause key, and the helper’s does not', () => {
    const hand = new OwnHand();
    const pause = (message: number, extra = 0n) => hand.hear('keyboard', message, key(extra, 0x13));
    expect(pause(messages.keyDown, OWN_INPUT)).toBe('nothing');
    expect([pause(messages.keyDown), pause(messages.keyDown), pause(messages.keyUp)]).toEqual([
      'pause',
      'acted',
      'acted',
    ]);
    expect(pause(messages.keyDown)).toBe('pause');
  });
});
