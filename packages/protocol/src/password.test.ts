import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPassword, formatPassword, parsePassword } from './password.ts';
import { createRandomInt, systemRandomBytes } from './random.ts';

const CONSONANTS = 'DHJKLMRSV';
const VOWELS = 'AEIO';
/** Numbers of a password's letters, in the order in which they are drawn. */
const draws = fc
  .array(fc.tuple(fc.nat(8), fc.nat(3)), { minLength: 8, maxLength: 8 })
  .map((pairs) => pairs.flat());

/** Draws exactly these, then random ones. */
function drawn(numbers: readonly number[]) {
  const rest = [...numbers];
  const random = createRandomInt(systemRandomBytes);
  return { randomInt: (bound: number) => rest.shift() ?? random(bound), rest };
}

const lettersOf = (numbers: readonly number[]) =>
  numbers.map((number, i) => (i % 2 === 0 ? CONSONANTS : VOWELS).charAt(number)).join('');

/** Whether a password of these letters is drawn again, as the code itself says. */
function rejected(letters: string): boolean {
  const numbers = [...letters].map((letter, i) => (i % 2 === 0 ? CONSONANTS : VOWELS).indexOf(letter));
  return createPassword(drawn(numbers).randomInt) !== letters;
}

/** Filling in which no unwanted word of two syllables can be part. */
const FILLER = 'LI';

/** All words of two syllables that make a password be drawn again. */
function unwantedPairs(): Set<string> {
  const syllables = [...CONSONANTS].flatMap((c) => [...VOWELS].map((v) => c + v));
  const found = new Set<string>();
  for (const a of syllables)
    for (const b of syllables) if (rejected(a + b + FILLER.repeat(6))) found.add(a + b);
  return found;
}

describe('PW1 passwords', () => {
  it('are eight syllables, each drawn uniformly from nine consonants and four vowels', () => {
    const bounds: number[] = [];
    createPassword((bound) => {
      bounds.push(bound);
      return 4 % bound;
    });
    expect(bounds).toEqual(Array.from({ length: 8 }, () => [9, 4]).flat());
    fc.assert(
      fc.property(draws, (numbers) => {
        const { randomInt, rest } = drawn(numbers);
        const password = createPassword(randomInt);
        expect(rest).toEqual([]);
        expect(password).toMatch(/^([DHJKLMRSV][AEIO]){8}$/);
        // Every drawing is the password itself, unless it is drawn again as a whole: what remains stays uniform.
        if (!rejected(lettersOf(numbers))) expect(password).toBe(lettersOf(numbers));
      }),
    );
  });

  it('have at least 40 bits after what is drawn again, counted exactly', () => {
    const unwanted = unwantedPairs();
    expect(unwanted.size).toBeGreaterThan(0);
    const syllables = [...CONSONANTS].flatMap((c) => [...VOWELS].map((v) => c + v));
    // Words of two syllables at a syllable's start: passwords without one, by their last syllable.
    let endingIn = new Map(syllables.map((syllable) => [syllable, 1]));
    for (let i = 1; i < 8; i++) {
      endingIn = new Map(
        syllables.map((next) => {
          let count = 0;
          for (const [last, ways] of endingIn) if (!unwanted.has(last + next)) count += ways;
          return [next, count];
        }),
      );
    }
    const left = [...endingIn.values()].reduce((sum, count) => sum + count, 0);
    const bits = Math.log2(left);
    expect(bits).toBeGreaterThan(40);
    expect(bits).toBeLessThan(Math.log2(36 ** 8));
    // docs/decisions/0002-password.md: the words cost less than 0.1 bit.
    expect(Math.log2(36 ** 8) - bits).toBeLessThan(0.1);
  });

  it('are drawn again for nothing but such words of two whole syllables', () => {
    const unwanted = unwantedPairs();
    fc.assert(
      fc.property(draws, (numbers) => {
        const letters = lettersOf(numbers);
        const pairs = Array.from({ length: 7 }, (_, i) => letters.slice(2 * i, 2 * i + 4));
        expect(rejected(letters)).toBe(pairs.some((pair) => unwanted.has(pair)));
      }),
      { numRuns: 2000 },
    );
  });

  it('come from a uniform source: the bound’s remainder is thrown away', () => {
    const values = [0xffffffff, 0xfffffffc, 0xfffffffb];
    const randomInt = createRandomInt((length) => {
      const bytes = new Uint8Array(length);
      new DataView(bytes.buffer).setUint32(0, values.shift()!);
      return bytes;
    });
    // 2^32 − 4 is the largest multiple of 9 below 2^32: the first two are drawn again.
    expect(randomInt(9)).toBe(0xfffffffb % 9);
    expect(values).toEqual([]);
  });
});

describe('PW2–PW3 reading a password', () => {
  const password = draws.map((numbers) => createPassword(drawn(numbers).randomInt));

  it('reads what is shown, without regard to case, spaces and hyphens', () => {
    fc.assert(
      fc.property(
        password,
        fc.infiniteStream(fc.constantFrom('', ' ', '-', '\u00a0', '\u2013', '.')),
        (one, gaps) => {
          expect(parsePassword(formatPassword(one))).toEqual({ password: one });
          const typed = [...one.toLowerCase()].map((letter) => gaps.next().value + letter).join('');
          expect(parsePassword(typed)).toEqual({ password: one });
        },
      ),
    );
  });

  it('reads what a listener may have heard instead, to one canonical form', () => {
    const heard = { O: 'UÅØÖ', I: 'Y', E: 'ÆÄ', V: 'WFB', K: 'CQG', S: 'Z', D: 'T', M: 'N' };
    for (const [letter, others] of Object.entries(heard)) {
      for (const other of others) {
        const make = (x: string) => (VOWELS.includes(letter) ? `L${x}` : `${x}A`) + 'LI'.repeat(7);
        for (const typed of [other, other.toLowerCase(), other.normalize('NFD')])
          expect(parsePassword(make(typed)).password).toBe(make(letter));
      }
    }
  });

  it('says what is wrong while typing', () => {
    expect(parsePassword('')).toEqual({ problem: 'incomplete' });
    expect(parsePassword('LAMO VIKE SADO RIJ')).toEqual({ problem: 'incomplete' });
    expect(parsePassword('LAMO VIKE SADO RIJA L')).toEqual({ problem: 'too-long' });
    expect(parsePassword('LL')).toEqual({ problem: 'not-a-syllable' });
    expect(parsePassword('LA1')).toEqual({ problem: 'not-a-syllable' });
    expect(parsePassword('ΛA')).toEqual({ problem: 'not-a-syllable' });
  });

  it('answers any text with a password or a problem', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { password: read, problem } = parsePassword(text);
        expect(read === undefined).toBe(problem !== undefined);
      }),
    );
  });
});
