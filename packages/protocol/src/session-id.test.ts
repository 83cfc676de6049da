import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandomInt, systemRandomBytes } from './random.ts';
import { createSessionId, formatSessionId, parseSessionId } from './session-id.ts';

const eightDigits = fc.integer({ min: 0, max: 99_999_999 });
const ids = eightDigits.map((digits) => createSessionId(() => digits));

test('ID1 the check digit is Luhn’s', () => {
  expect(createSessionId(() => 12_345_678)).toBe('123456782');
  expect(createSessionId(() => 0)).toBe('000000000');
  // By hand, from the right, every other digit doubled: 7 + 9 + 6 + 7 + 4 + 9 + 9 + 4 = 55, so 5 is missing.
  expect(createSessionId(() => 49_927_398)).toBe('499273985');
});

test('ID1 an ID is nine digits from a uniform source', () => {
  const randomInt = createRandomInt(systemRandomBytes);
  const made = new Set(Array.from({ length: 200 }, () => createSessionId(randomInt)));
  expect(made.size).toBe(200);
  for (const id of made) expect(id).toMatch(/^\d{9}$/);
});

test('ID2 reads what it shows, with any of the separators that people type', () => {
  const separators = fc.array(fc.constantFrom('', ' ', '-', '.', '\u00a0', '–', '−', '\t'), {
    minLength: 10,
    maxLength: 10,
  });
  fc.assert(
    fc.property(ids, separators, (id, between) => {
      expect(parseSessionId(formatSessionId(id))).toEqual({ id });
      const typed = [...id].map((digit, index) => between[index] + digit).join('') + between[9];
      expect(parseSessionId(typed)).toEqual({ id });
    }),
  );
});

test('ID3 finds every single wrong digit', () => {
  fc.assert(
    fc.property(ids, fc.nat(8), fc.integer({ min: 1, max: 9 }), (id, place, change) => {
      const wrong = [...id];
      wrong[place] = String((Number(id[place]) + change) % 10);
      expect(parseSessionId(wrong.join(''))).toEqual({ problem: 'check-digit' });
    }),
  );
});

test('ID3 finds every swap of neighbours but 09 and 90', () => {
  fc.assert(
    fc.property(ids, fc.nat(7), (id, place) => {
      const pair = id.slice(place, place + 2);
      fc.pre(pair[0] !== pair[1] && pair !== '09' && pair !== '90');
      const swapped = id.slice(0, place) + pair[1] + pair[0] + id.slice(place + 2);
      expect(parseSessionId(swapped)).toEqual({ problem: 'check-digit' });
    }),
  );
});

test.each([
  ['', 'incomplete'],
  ['123 456', 'incomplete'],
  ['123 456 78', 'incomplete'],
  ['123 456 789', 'check-digit'],
  ['123 456 782 0', 'too-long'],
  ['12a', 'not-digits'],
  ['１２３４５６７８２', 'not-digits'],
  ['+123456782', 'not-digits'],
])('ID2 says of %j: %s', (text, problem) => {
  expect(parseSessionId(text)).toEqual({ problem });
});

test('ID2 any text gives an ID or a problem', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { id, problem } = parseSessionId(text);
      expect(id === undefined).toBe(problem !== undefined);
    }),
  );
});
