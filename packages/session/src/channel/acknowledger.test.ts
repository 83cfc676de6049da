import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/index.ts';
import { createAcknowledger } from './acknowledger.ts';

const KEY_BYTES = 30;

function open() {
  const clock = createManualClock();
  const sent: number[] = [];
  const acknowledger = createAcknowledger(clock, () => {
    sent.push(acknowledger.received);
    acknowledger.told();
  });
  return { clock, sent, acknowledger };
}

describe('what came', () => {
  it('CH3 is told together after 10 s, so that a key press does not wake both ends again', () => {
    const { clock, sent, acknowledger } = open();
    for (let keys = 0; keys < 20; keys++) {
      acknowledger.count(KEY_BYTES);
      clock.advance(499);
    }
    expect(sent).toEqual([]);
    clock.advance(20);
    expect(sent).toEqual([20]);
  });

  it('CH3 is told at once when 64 KiB have come', () => {
    const { sent, acknowledger } = open();
    for (let records = 0; records < 9; records++) acknowledger.count(16_384);
    expect(sent).toEqual([4, 8]);
  });

  it('CH3 is not told again when it was told meanwhile, and what comes then not later than 10 s', () => {
    const { clock, sent, acknowledger } = open();
    acknowledger.count(KEY_BYTES);
    acknowledger.told();
    clock.advance(10_000);
    expect(sent).toEqual([]);
    acknowledger.count(KEY_BYTES);
    clock.advance(5000);
    acknowledger.told();
    acknowledger.count(KEY_BYTES);
    clock.advance(10_000);
    expect(sent).toEqual([3]);
    clock.advance(60_000);
    expect(sent).toEqual([3]);
  });

  it('CH3 is told to nobody any more once it is stopped', () => {
    const { clock, sent, acknowledger } = open();
    acknowledger.count(KEY_BYTES);
    acknowledger.stop();
    clock.advance(60_000);
    expect(sent).toEqual([]);
  });
});
