/** Colours that people with any kind of colour vision tell apart (Okabe and Ito, 2008), ours the strongest. */
const COLORS = ['#0072b2', '#e69f00', '#56b4e9', '#009e73', '#cc79a7', '#d55e00', '#888888'];
const INK = '#22272e';
const FAINT = '#d5dae0';
const ROW_PX = 13;
const GROUP_GAP_PX = 12;
const LEFT_PX = 110;
const TOP_PX = 84;
const PLOT_PX = 560;
const RIGHT_PX = 90;

export interface Series {
  readonly name: string;
  /** One value for each group; null: there is none. */
  readonly values: readonly (number | null)[];
  /** Written at the bars instead of their lengths. */
  readonly labels?: readonly (string | undefined)[];
}

export interface BarChart {
  readonly title: string;
  readonly unit: string;
  readonly groups: readonly string[];
  readonly series: readonly Series[];
  /** A logarithmic axis, for values that differ by orders of magnitude. */
  readonly isLogarithmic?: boolean;
}

/** @returns horizontal bars in groups, as an SVG document */
export function barChart(chart: BarChart): string {
  const { groups, series } = chart;
  const groupPx = series.length * ROW_PX + GROUP_GAP_PX;
  const legendRows = Math.ceil(series.length / 3);
  const topPx = TOP_PX + legendRows * 18;
  const bottomPx = topPx + groups.length * groupPx;
  const axis = axisOf(chart);
  const parts: string[] = [];
  for (const tick of axis.ticks) {
    const x = LEFT_PX + axis.place(tick) * PLOT_PX;
    parts.push(`<path d="M${px(x)} ${topPx - 6}V${px(bottomPx)}" stroke="${FAINT}"/>`);
    parts.push(text(x, bottomPx + 16, number(tick), 'middle'));
  }
  series.forEach(({ name }, i) => {
    const x = 16 + (i % 3) * 250;
    const y = 66 + Math.floor(i / 3) * 18;
    parts.push(`<rect x="${x}" y="${y - 10}" width="12" height="12" fill="${color(i)}"/>`);
    parts.push(text(x + 18, y, name));
  });
  groups.forEach((group, g) => {
    const y = topPx + g * groupPx;
    parts.push(text(LEFT_PX - 10, y + (series.length * ROW_PX) / 2 + 4, group, 'end'));
    series.forEach(({ values, labels }, s) => {
      const value = values[g] ?? null;
      const barY = y + s * ROW_PX;
      const widthPx = value === null ? 0 : Math.max(1, axis.place(value) * PLOT_PX);
      parts.push(
        `<rect x="${LEFT_PX}" y="${barY}" width="${px(widthPx)}" height="${ROW_PX - 2}" fill="${color(s)}"/>`,
      );
      const label = labels?.[g] ?? (value === null ? '–' : number(value));
      parts.push(text(LEFT_PX + widthPx + 5, barY + ROW_PX - 4, label, 'start', 10));
    });
  });
  const widthPx = LEFT_PX + PLOT_PX + RIGHT_PX;
  const heightPx = bottomPx + 28;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPx} ${px(heightPx)}" width="${widthPx}" height="${px(heightPx)}" font-family="sans-serif" font-size="12" fill="${INK}">`,
    `<title>${escapeText(chart.title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="16" y="24" font-size="15" font-weight="bold">${escapeText(chart.title)}</text>`,
    text(16, 42, chart.unit),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

interface Axis {
  readonly ticks: readonly number[];
  /** @returns 0 … 1 */
  place(value: number): number;
}

function axisOf({ series, isLogarithmic = false }: BarChart): Axis {
  const values = series
    .flatMap((one) => one.values)
    .filter((value): value is number => value !== null && value > 0);
  const most = Math.max(1e-9, ...values);
  if (!isLogarithmic) {
    const step = niceStep(most / 5);
    const end = Math.ceil(most / step) * step;
    const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, i) => i * step);
    return { ticks, place: (value) => value / end };
  }
  const low = Math.floor(Math.log10(Math.min(...values, most)));
  // The least of 1, 2 and 5 times a power of ten that all bars lie below.
  const end = Math.log10(Math.max(10 ** (low + 1), niceStep(most)));
  const between = end - low > 2.5 ? [1] : [1, 2, 5];
  const ticks = Array.from({ length: Math.ceil(end) - low + 1 }, (_, i) => 10 ** (low + i))
    .flatMap((power) => between.map((factor) => factor * power))
    .filter((tick) => Math.log10(tick) <= end + 1e-9);
  return {
    ticks,
    place: (value) => Math.max(0, (Math.log10(Math.max(value, 10 ** low)) - low) / (end - low)),
  };
}

/** @returns 1, 2 or 5 times a power of ten */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
}

function color(index: number): string {
  return COLORS[index % COLORS.length] ?? INK;
}

/** At most three digits that matter. */
function number(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function text(x: number, y: number, content: string, anchor = 'start', sizePx = 12): string {
  return `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}" font-size="${sizePx}">${escapeText(content)}</text>`;
}

function escapeText(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
