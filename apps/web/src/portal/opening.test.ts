import { describe, expect, it } from 'vitest';
import { type Opening, type OpeningEvent, openingTransitions } from './opening.ts';

function after(...events: OpeningEvent[]): Opening {
  return events.reduce<Opening>((state, event) => openingTransitions[state][event] ?? state, 'idle');
}

describe('opening the client by its link', () => {
  it('says that nothing opened only when the page was not left in time', () => {
    expect(after('pressed')).toBe('opening');
    expect(after('pressed', 'waited')).toBe('not-opened');
    expect(after('pressed', 'left', 'waited')).toBe('opened');
  });

  it('takes a program that was slow as opened after all', () => {
    expect(after('pressed', 'waited', 'left')).toBe('opened');
  });

  it('can be tried again', () => {
    expect(after('pressed', 'waited', 'pressed')).toBe('opening');
    expect(after('pressed', 'left', 'pressed')).toBe('opening');
  });

  it('does not care for a page that is left before anything was pressed', () => {
    expect(after('left', 'waited')).toBe('idle');
  });
});
