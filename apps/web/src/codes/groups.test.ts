import { formatPassword, formatSessionId, type Password, type SessionId } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { groupsOf, spelledOut } from './groups.ts';

describe('an ID and a password as they are shown', () => {
  it('have the groups that the protocol writes', () => {
    expect(groupsOf('123456782', 3).join(' ')).toBe(formatSessionId('123456782' as SessionId));
    expect(groupsOf('LAMOVIKESADORIJA', 4).join(' ')).toBe(formatPassword('LAMOVIKESADORIJA' as Password));
    expect(groupsOf('', 3)).toEqual([]);
  });

  it('are spelled character by character for a screen reader', () => {
    expect(spelledOut('123456782', 3)).toBe('1 2 3, 4 5 6, 7 8 2');
    expect(spelledOut('LAMOVIKE', 4)).toBe('L A M O, V I K E');
  });
});
