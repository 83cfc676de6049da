import { createManualClock } from '@fjernhjelp/session/testing';
import { describe, expect, it, vi } from 'vitest';
import { createSessionLimits } from './session-limits.ts';

const MINUTE = 60_000;

function create(longestMs?: number, idleMs?: number) {
  const clock = createManualClock();
  const changed = vi.fn();
  const over = vi.fn();
  const limits = createSessionLimits({ clock, longestMs, idleMs, changed, over });
  limits.begin();
  return { clock, changed, over, limits };
}

describe('EN5 the time of a session', () => {
  it('is over after its longest, with a warning two minutes before', () => {
    const { clock, limits, over, changed } = create(60 * MINUTE);
    clock.advance(58 * MINUTE - 1);
    expect(limits.ending).toBeUndefined();
    clock.advance(1);
    expect(changed).toHaveBeenCalledOnce();
    expect(limits.ending).toEqual({ why: 'time-over', inMs: 2 * MINUTE });
    clock.advance(MINUTE);
    expect(limits.ending).toEqual({ why: 'time-over', inMs: MINUTE });
    clock.advance(MINUTE);
    expect(over.mock.calls).toEqual([['time-over']]);
    expect(limits.ending).toBeUndefined();
    expect(clock.pending).toBe(0);
  });

  it('goes on when the user wants it to, for as long again', () => {
    const { clock, limits, over } = create(10 * MINUTE);
    clock.advance(9 * MINUTE);
    limits.goOn();
    expect(limits.ending).toBeUndefined();
    clock.advance(9 * MINUTE);
    expect(over).not.toHaveBeenCalled();
    clock.advance(MINUTE);
    expect(over).toHaveBeenCalledOnce();
  });

  it('can be lengthened as often as the user wants, by one press, with time to hear of it first (WCAG 2.2.1)', () => {
    for (const bounds of [[10 * MINUTE], [undefined, 10 * MINUTE]] as const) {
      const { clock, limits, over } = create(...bounds);
      for (let time = 0; time < 25; time++) {
        clock.advance(8 * MINUTE);
        // More than the 20 seconds that the rule asks for.
        expect(limits.ending?.inMs).toBe(2 * MINUTE);
        clock.advance(2 * MINUTE - 1);
        limits.goOn();
      }
      expect(over).not.toHaveBeenCalled();
    }
  });

  it('is over when nobody does anything; what anybody does puts that off and takes the warning back', () => {
    const { clock, limits, over, changed } = create(undefined, 10 * MINUTE);
    clock.advance(7 * MINUTE);
    limits.active();
    clock.advance(7 * MINUTE);
    expect(limits.ending).toBeUndefined();
    clock.advance(2 * MINUTE);
    expect(limits.ending?.why).toBe('idle');
    limits.active();
    expect(limits.ending).toBeUndefined();
    expect(changed).toHaveBeenCalledTimes(2);
    clock.advance(10 * MINUTE);
    expect(over.mock.calls).toEqual([['idle']]);
  });

  it('warns of whichever comes first, and what is done does not put off the longest', () => {
    const { clock, limits } = create(10 * MINUTE, 30 * MINUTE);
    clock.advance(9 * MINUTE);
    limits.active();
    expect(limits.ending?.why).toBe('time-over');
  });

  it('warns for half of a short time', () => {
    const { clock, limits } = create(2 * MINUTE);
    expect(limits.ending).toBeUndefined();
    clock.advance(MINUTE);
    expect(limits.ending).toEqual({ why: 'time-over', inMs: MINUTE });
  });

  it('is without bounds when none are set, and leaves no timer when it stops', () => {
    expect(create().clock.pending).toBe(0);
    const { clock, limits, over } = create(MINUTE, MINUTE);
    limits.begin();
    limits.stop();
    expect(clock.pending).toBe(0);
    clock.advance(5 * MINUTE);
    expect(over).not.toHaveBeenCalled();
  });
});
