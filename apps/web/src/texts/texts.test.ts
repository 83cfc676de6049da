import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages, preparedLanguages } from '../language/languages.ts';

interface Tree {
  [key: string]: string | Tree;
}

const source = join(import.meta.dirname, '..');
const PLURAL = /_(zero|one|two|few|many|other)$/;

function readTexts(code: string): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (tree: Tree, path: string) => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === 'string') texts.set(path + key, value);
      else walk(value, `${path}${key}.`);
    }
  };
  walk(JSON.parse(readFileSync(join(import.meta.dirname, `${code}.json`), 'utf8')) as Tree, '');
  return texts;
}

/** Every literal in the code that looks like the place of a text, with the texts' own first names. */
function readUses(places: readonly string[]): Set<string> {
  const first = new Set(places.map((place) => place.split('.')[0]));
  const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$/.test(file))
    .map((file) => readFileSync(join(source, file), 'utf8'))
    .join('\n');
  const uses = new Set<string>();
  for (const [, literal = ''] of code.matchAll(/['"`]([a-z]+(?:\.[A-Za-z0-9]+)+)['"`]/g)) {
    if (first.has(literal.split('.')[0])) uses.add(literal);
  }
  // Texts by digit and by letter: `digits.${digit}`, also deeper: `recording.export.${format}`.
  for (const [, group = ''] of code.matchAll(/`([a-z]+(?:\.[A-Za-z0-9]+)*)\.\$\{/g)) {
    for (const place of places) if (place.startsWith(`${group}.`)) uses.add(place);
  }
  return uses;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort();
const byLanguage = languages.map(({ code }) => ({ code, texts: readTexts(code) }));
const [reference] = byLanguage;
const places = [...(reference?.texts.keys() ?? [])];
const uses = readUses(places);

describe.each(preparedLanguages)('the texts in %s, which is being translated', (code) => {
  const texts = readTexts(`prepared/${code}`);

  it('are some, and all known', () => {
    expect(texts.size).toBeGreaterThan(0);
    // It may have plural forms that bokmål has not.
    const known = new Set(places.map((place) => place.replace(PLURAL, '')));
    expect([...texts.keys()].filter((place) => !known.has(place.replace(PLURAL, '')))).toEqual([]);
  });

  it('have the placeholders of bokmål', () => {
    const bokmal = (place: string) =>
      reference?.texts.get(place) ?? reference?.texts.get(place.replace(PLURAL, '_other')) ?? '';
    const different = [...texts].filter(
      ([place, text]) => placeholders(text).join() !== placeholders(bokmal(place)).join(),
    );
    expect(different).toEqual([]);
  });

  it('are not complete: else the file belongs one folder up, where it is offered', () => {
    const missing = places.filter((place) => !PLURAL.test(place) && !texts.has(place));
    console.log(`${code}: ${missing.length} of ${places.length} texts are missing`);
    expect(missing).not.toEqual([]);
  });
});

describe('the texts', () => {
  it('are many enough for the tests below to mean something', () => {
    expect(places.length).toBeGreaterThan(100);
    expect(uses.size).toBeGreaterThan(100);
  });

  it.each(byLanguage)('in $code are the same as in the other languages, and none is empty', ({ texts }) => {
    expect([...texts.keys()].sort()).toEqual([...places].sort());
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(byLanguage)('in $code have the placeholders of the other languages', ({ texts }) => {
    const different = [...texts].filter(
      ([place, text]) =>
        // "one second" may leave the number out.
        !place.endsWith('_one') &&
        placeholders(text).join() !== placeholders(reference?.texts.get(place) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it.each(byLanguage)('in $code have every plural form of the language', ({ code, texts }) => {
    const wanted = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    const plurals = new Set(
      [...texts.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')),
    );
    const missing = [...plurals].flatMap((base) =>
      wanted.filter((category) => !texts.has(`${base}_${category}`)).map((category) => `${base}_${category}`),
    );
    expect(missing).toEqual([]);
  });

  it('are all used', () => {
    expect(places.filter((place) => !uses.has(place) && !uses.has(place.replace(PLURAL, '')))).toEqual([]);
  });

  it('are all there', () => {
    const known = new Set(places.flatMap((place) => [place, place.replace(PLURAL, '')]));
    expect([...uses].filter((use) => !known.has(use))).toEqual([]);
  });
});
