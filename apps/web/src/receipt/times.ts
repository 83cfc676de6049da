import { localesOf } from '../language/locales.ts';
/** @param fromMs @param toMs milliseconds since 1970. @returns "25. nov. 2026, 20:34–21:02" as the language writes it */
export function formatPeriod(fromMs: number, toMs: number, language: string): string {
  return new Intl.DateTimeFormat(localesOf(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).formatRange(fromMs, toMs);
}

export function formatTime(atMs: number, language: string): string {
  return new Intl.DateTimeFormat(localesOf(language), { timeStyle: 'medium' }).format(atMs);
}

/** @returns "3 min", "45 sek", never less than a second */
export function formatDuration(ms: number, language: string): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const inUnit = (value: number, unit: string) =>
    new Intl.NumberFormat(localesOf(language), { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  return seconds < 60 ? inUnit(seconds, 'second') : inUnit(Math.round(seconds / 60), 'minute');
}
