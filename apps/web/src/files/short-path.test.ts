import { expect, it } from 'vitest';
import { shortPath } from './short-path.ts';

it('keeps a path that fits, and of a long one the beginning and the end', () => {
  expect(shortPath('Rapporter/mai.pdf')).toBe('Rapporter/mai.pdf');
  const long = `Rapporter/${'a'.repeat(1000)}/mai.pdf`;
  expect(shortPath(long)).toMatch(/^Rapporter\/a+…a+\/mai\.pdf$/);
  expect(shortPath(long).length).toBe(79);
});

it('cuts no character in two', () => {
  expect(shortPath('😀'.repeat(500))).toBe(`${'😀'.repeat(39)}…${'😀'.repeat(39)}`);
});
