/** An sRGB colour as CSS writes it: `#` and six hexadecimal digits. */
export type HexColor = `#${string}`;

export const WHITE: HexColor = '#ffffff';

export const isHexColor = (text: string): text is HexColor => /^#[0-9a-f]{6}$/i.test(text);

interface Oklch {
  readonly lightness: number;
  readonly chroma: number;
  /** In radians. */
  readonly hue: number;
}

/** @returns relative luminance, 0–1 (WCAG 2.2, "relative luminance") */
export function luminanceOf(color: HexColor): number {
  const [red = 0, green = 0, blue = 0] = linearOf(color);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @returns 1–21 (WCAG 2.2, "contrast ratio") */
export function contrastOf(a: HexColor, b: HexColor): number {
  const [darker = 0, lighter = 0] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/**
 * @param luminance what the result has, 0–1
 * @param chroma of the given colour, as a factor; as much of it as sRGB has there
 * @returns a colour of the same hue
 */
export function shadeOf(color: HexColor, luminance: number, chroma: number): HexColor {
  const own = oklchOf(color);
  let low = 0;
  let high = 1;
  for (let step = 0; step < 24; step++) {
    const lightness = (low + high) / 2;
    const tried = inGamut({ ...own, lightness, chroma: own.chroma * chroma });
    if (luminanceOf(tried) < luminance) low = lightness;
    else high = lightness;
  }
  return inGamut({ ...own, lightness: high, chroma: own.chroma * chroma });
}

function linearOf(color: HexColor): number[] {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
}

/** Björn Ottosson, "A perceptual color space for image processing" (2020). */
function oklchOf(color: HexColor): Oklch {
  const [r = 0, g = 0, b = 0] = linearOf(color);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const greenRed = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const blueYellow = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(greenRed, blueYellow),
    hue: Math.atan2(blueYellow, greenRed),
  };
}

/** Takes chroma away until sRGB has the colour. */
function inGamut(color: Oklch): HexColor {
  let { chroma } = color;
  let channels = channelsOf({ ...color, chroma });
  while (chroma > 0.0005 && channels.some((value) => value < -0.0005 || value > 1.0005)) {
    chroma *= 0.97;
    channels = channelsOf({ ...color, chroma });
  }
  const digits = channels.map((linear) => {
    const clamped = Math.min(1, Math.max(0, linear));
    const value = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055;
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${digits.join('')}`;
}

function channelsOf({ lightness, chroma, hue }: Oklch): number[] {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
