import { describe, expect, it } from 'vitest';
import { OWN_INPUT } from '../send-input.ts';
import { hooks, OwnHand } from './own-hand.ts';

const messages = { keyDown: 0x100, move: 0x200, leftDown: 0x201 } as const;

function mouse(x: number, y: number, extra = 0n): DataView {
  const info = new DataView(new ArrayBuffer(hooks.mouse.sizeBytes));
  info.setInt32(0, x, true);
  info.setInt32(4, y, true);
  info.setBigUint64(24, extra, true);
  return info;
}

function key(extra = 0n): DataView {
  const info = new DataView(new ArrayBuffer(hooks.keyboard.sizeBytes));
  info.setBigUint64(16, extra, true);
  return info;
}

describe('IN11 the user’s own hand', () => {
  it('is every event without our mark', () => {
    const hand = new OwnHand();
    expect(hand.isHand('keyboard', messages.keyDown, key())).toBe(true);
    expect(hand.isHand('keyboard', messages.keyDown, key(OWN_INPUT))).toBe(false);
    expect(hand.isHand('mouse', messages.move, mouse(0, 0))).toBe(true);
    expect(hand.isHand('mouse', messages.move, mouse(9, 9, OWN_INPUT))).toBe(false);
  });

  it('is not a move that the system tells of again after ours', () => {
    const hand = new OwnHand();
    hand.isHand('mouse', messages.move, mouse(119, -130, OWN_INPUT));
    hand.isHand('mouse', messages.leftDown, mouse(119, -130, OWN_INPUT));
    expect(hand.isHand('mouse', messages.move, mouse(119, -130))).toBe(false);
    expect(hand.isHand('mouse', messages.leftDown, mouse(119, -130))).toBe(true);
    expect(hand.isHand('mouse', messages.move, mouse(120, -130))).toBe(true);
  });
});
