import { isLanguage, type Language } from './languages.ts';

/** All that a link can say. Where to connect is never in it: a web page must not choose the server. */
export interface StartLink {
  /** The operator's case number, digits only. */
  readonly ticket?: string;
  readonly language?: Language;
}

const MAX_LINK_CHARS = 80;
const TICKET = /^[0-9]{1,12}$/;
/** Some openers write an authority or a slash; neither says anything. */
const FORM = /^fjernhjelp:(?:\/\/)?start\/?(?:\?([a-z0-9=&]+))?$/;

/** Whether somebody meant it as a link, well made or not: Windows tells schemes apart without regard to case. */
export function isLink(argument: string): boolean {
  return /^\s*fjernhjelp:/i.test(argument);
}

/**
 * Reads `fjernhjelp:start`, which may carry `ticket=<1 to 12 digits>` and `lang=<nb|nn|en>`, each once. Nothing is decoded:
 * a percent sign has no place in it.
 * @returns undefined for any other link
 */
export function parseStartLink(link: string): StartLink | undefined {
  if (link.length > MAX_LINK_CHARS) return undefined;
  const form = FORM.exec(link);
  if (form === null) return undefined;
  let parsed: StartLink = {};
  for (const pair of form[1]?.split('&') ?? []) {
    const [name, value = '', ...more] = pair.split('=');
    if (more.length > 0) return undefined;
    if (name === 'ticket' && parsed.ticket === undefined && TICKET.test(value))
      parsed = { ...parsed, ticket: value };
    else if (name === 'lang' && parsed.language === undefined && isLanguage(value))
      parsed = { ...parsed, language: value };
    else return undefined;
  }
  return parsed;
}
