import { localesOf } from '../language/locales.ts';
import type { ChatLine } from './line.ts';

/**
 * @param title the first line
 * @param language BCP 47, for dates and times
 * @returns the conversation as plain text, a message a paragraph
 */
export function chatAsText(title: string, lines: readonly ChatLine[], language: string): string {
  const time = new Intl.DateTimeFormat(localesOf(language), { dateStyle: 'short', timeStyle: 'medium' });
  const told = lines.map(({ atMs, name, text }) => `${time.format(atMs)}  ${name}:\n${text}\n`);
  return [`${title}\n`, ...told].join('\n');
}

/** Lets the browser save a text as a file, where the person keeps what they download. */
export function saveText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has its own hold of the bytes once it began.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
