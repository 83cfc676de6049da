import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../language/languages.ts';

interface Tree {
  [key: string]: string | Tree;
}

/** A helper on a thin line reads it, too. */
const MAX_PICTURE_BYTES = 60_000;
const read = (path: string): Tree =>
  JSON.parse(readFileSync(join(import.meta.dirname, path), 'utf8')) as Tree;

function placesOf(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [path + key] : placesOf(value, `${path}${key}.`),
  );
}

function valuesOf(tree: Tree): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : valuesOf(value)));
}

const stepsOf = (words: Tree) =>
  ['users', 'helpers'].flatMap((chapter) => Object.keys((words[chapter] as Tree)['steps'] as Tree));
const written = languages.filter(({ code }) =>
  existsSync(join(import.meta.dirname, 'texts', `${code}.json`)),
);

describe('the guide', () => {
  it('is written in bokmål, nynorsk and English at least', () => {
    expect(written.map(({ code }) => code)).toEqual(expect.arrayContaining(['nb', 'nn', 'en']));
  });
});

describe.each(written)('the guide in $code', ({ code }) => {
  const words = read(`texts/${code}.json`);
  const folder = join(import.meta.dirname, 'pictures', code);

  it('has the words of the other languages, and none is empty', () => {
    expect(placesOf(words)).toEqual(placesOf(read('texts/nb.json')));
    expect(valuesOf(words).filter((text) => text.trim() === '')).toEqual([]);
  });

  it('calls what is pressed and read what the product calls it', () => {
    const named = valuesOf(words).flatMap((text) => text.match(/(?<=[«“])[^»”]+(?=[»”])/g) ?? []);
    expect(named.length).toBeGreaterThan(3);
    const now = new Set(valuesOf(read(`../texts/${code}.json`)));
    expect(named.filter((name) => !now.has(name))).toEqual([]);
  });

  it('has a light picture for each step, and none for no step', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.webp'));
    expect(files.sort()).toEqual(
      stepsOf(words)
        .map((step) => `${step}.webp`)
        .sort(),
    );
    for (const file of files) {
      const sizeBytes = statSync(join(folder, file)).size;
      expect(sizeBytes, file).toBeGreaterThan(1000);
      expect(sizeBytes, file).toBeLessThan(MAX_PICTURE_BYTES);
    }
  });

  it('shows no text in its pictures that the product no longer has: else run `npm run guide`', () => {
    const seen = Object.values(read(`pictures/${code}/words.json`)) as string[];
    expect(seen.length).toBeGreaterThan(30);
    const now = new Set(valuesOf(read(`../texts/${code}.json`)));
    expect(seen.filter((text) => !now.has(text))).toEqual([]);
  });
});
