import { contrastOf, type HexColor, luminanceOf, shadeOf, WHITE } from './color.ts';

/** What text must have against what is behind it (WCAG 2.2, 1.4.3). */
export const TEXT_CONTRAST = 4.5;
const BLACK: HexColor = '#000000';
/** The page behind everything in the dark scheme is nearly black; a colour there has to stand out from it. */
export const DARK_PAGE: HexColor = '#0d1a1c';

/**
 * The steps of an accent colour in Designsystemet: luminance and share of the base's chroma, light and dark, as its generator gave
 * them for the default theme (apps/web/src/theme/colors.css). WCAG's contrast depends on luminance alone: any hue keeps it.
 */
const steps = {
  'background-default': [1, 0, 0.0091, 0.27],
  'background-tinted': [0.8964, 0.08, 0.0139, 0.33],
  'surface-default': [1, 0, 0.021, 0.39],
  'surface-tinted': [0.8069, 0.15, 0.0266, 0.44],
  'surface-hover': [0.7002, 0.25, 0.0364, 0.51],
  'surface-active': [0.5881, 0.36, 0.0556, 0.59],
  'border-subtle': [0.4991, 0.47, 0.0796, 0.68],
  'border-default': [0.1907, 0.9, 0.2214, 0.51],
  'border-strong': [0.1091, 1, 0.3908, 0.35],
  'text-subtle': [0.1091, 1, 0.3908, 0.35],
  'text-default': [0.0241, 0.64, 0.839, 0.08],
  'base-default': [0.0828, 1, 0.345, 0.65],
  'base-hover': [0.0497, 0.83, 0.2557, 0.8],
  'base-active': [0.026, 0.65, 0.1774, 0.91],
  'base-contrast-subtle': [0.8599, 0.11, 0.0061, 0.11],
  'base-contrast-default': [1, 0, 0, 0],
} as const;

export type Step = keyof typeof steps;
export type ColorScheme = Readonly<Record<Step, HexColor>>;

/** @returns whether white text can be read on it, and it on a white page */
export const fitsLight = (color: HexColor): boolean => contrastOf(color, WHITE) >= TEXT_CONTRAST;

/** @returns whether black text can be read on it, and it on the dark page */
export const fitsDark = (color: HexColor): boolean =>
  contrastOf(color, BLACK) >= TEXT_CONTRAST && contrastOf(color, DARK_PAGE) >= TEXT_CONTRAST;

/** @returns the nearest shade of it that `fitsLight` */
export function nearestLight(color: HexColor): HexColor {
  return nearest(color, fitsLight, -1);
}

/** @returns the nearest shade of it that `fitsDark` */
export function nearestDark(color: HexColor): HexColor {
  return nearest(color, fitsDark, 1);
}

/** @param color one that `fitsLight`: buttons are exactly so */
export function lightScheme(color: HexColor): ColorScheme {
  const base = luminanceOf(color) / steps['base-default'][0];
  return {
    ...schemeOf(color, ([luminance, chroma]) => [luminance, chroma]),
    'base-default': color,
    'base-hover': shadeOf(color, steps['base-hover'][0] * base, 0.83),
    'base-active': shadeOf(color, steps['base-active'][0] * base, 0.65),
    // Where the base is only just dark enough for white, nothing less will do.
    'base-contrast-subtle': WHITE,
  };
}

/** @param own for the dark scheme, one that `fitsDark`; else a light shade of `color` */
export function darkScheme(color: HexColor, own?: HexColor): ColorScheme {
  const scheme = schemeOf(own ?? color, ([, , luminance, chroma]) => [luminance, chroma]);
  if (own === undefined) return scheme;
  // Black is read on the pressed button, too.
  const darker = (step: Step) =>
    shadeOf(own, Math.max(0.18, (luminanceOf(own) * steps[step][2]) / steps['base-default'][2]), 1);
  return {
    ...scheme,
    'base-default': own,
    'base-hover': darker('base-hover'),
    'base-active': darker('base-active'),
    'base-contrast-subtle': BLACK,
  };
}

function schemeOf(
  color: HexColor,
  pick: (step: (typeof steps)[Step]) => readonly [luminance: number, chroma: number],
): ColorScheme {
  const entries = Object.entries(steps).map(([step, numbers]) => {
    const [luminance, chroma] = pick(numbers);
    return [step, shadeOf(color, luminance, chroma)] as const;
  });
  return Object.fromEntries(entries) as Record<Step, HexColor>;
}

function nearest(color: HexColor, fits: (color: HexColor) => boolean, direction: 1 | -1): HexColor {
  const start = luminanceOf(color);
  for (let change = 0; change <= 1; change += 0.002) {
    const shade =
      change === 0 ? color : shadeOf(color, Math.min(1, Math.max(0, start + direction * change)), 1);
    if (fits(shade)) return shade;
  }
  return direction < 0 ? BLACK : WHITE;
}
