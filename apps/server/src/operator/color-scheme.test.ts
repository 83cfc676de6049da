import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrastOf, type HexColor, isHexColor, luminanceOf } from './color.ts';
import {
  type ColorScheme,
  darkScheme,
  fitsDark,
  fitsLight,
  lightScheme,
  nearestDark,
  nearestLight,
  type Step,
} from './color-scheme.ts';

const colors = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value): HexColor => `#${value.toString(16).padStart(6, '0')}`);

/** What the pages write on what, and the least contrast there (WCAG 2.2, 1.4.3 and 1.4.11). */
const pairs: readonly [Step, Step, number][] = [
  ['text-default', 'background-default', 4.5],
  ['text-default', 'background-tinted', 4.5],
  ['text-default', 'surface-tinted', 4.5],
  ['text-default', 'surface-hover', 4.5],
  ['text-subtle', 'background-tinted', 4.5],
  ['text-subtle', 'surface-tinted', 4.5],
  ['base-contrast-default', 'base-default', 4.5],
  ['base-contrast-default', 'base-hover', 4.5],
  ['base-contrast-default', 'base-active', 4.4],
  ['border-default', 'background-default', 3],
  ['border-strong', 'background-default', 3],
];

function expectReadable(scheme: ColorScheme): void {
  for (const [front, back, least] of pairs)
    expect(contrastOf(scheme[front], scheme[back]), `${front} on ${back}`).toBeGreaterThanOrEqual(
      least - 0.05,
    );
  for (const color of Object.values(scheme)) expect(isHexColor(color)).toBe(true);
}

describe('the schemes of an operator’s colour', () => {
  it('can be read, whatever the colour', () => {
    fc.assert(
      fc.property(colors, colors, (color, dark) => {
        const light = nearestLight(color);
        expect(fitsLight(light)).toBe(true);
        expect(lightScheme(light)['base-default']).toBe(light);
        expectReadable(lightScheme(light));
        expectReadable(darkScheme(light));
        const own = nearestDark(dark);
        expect(fitsDark(own)).toBe(true);
        expectReadable(darkScheme(light, own));
      }),
      { numRuns: 60 },
    );
  });

  it('have the luminances of the default theme', () => {
    const css = readFileSync(join(import.meta.dirname, '../../../web/src/theme/colors.css'), 'utf8');
    const [light = '', dark = ''] = css.split('[data-color-scheme="dark"]');
    for (const [text, scheme] of [
      [light, lightScheme('#0b5a63')],
      [dark, darkScheme('#0b5a63')],
    ] as const) {
      const theirs = [...text.matchAll(/--ds-color-accent-([\w-]+): (#\w{6})/g)];
      expect(theirs.length).toBeGreaterThanOrEqual(16);
      for (const [, step = '', color = ''] of theirs) {
        if (step === 'base-contrast-subtle') continue;
        const ours = luminanceOf(scheme[step as Step]);
        expect(ours, step).toBeCloseTo(luminanceOf(color as HexColor), 1.7);
      }
    }
  });
});
