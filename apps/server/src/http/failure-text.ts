import { browserLanguage, type Sentence } from '../language.ts';

const sentences = {
  asked: {
    nb: 'Tjeneren forstår ikke denne adressen. Kontroller den, eller gå til forsiden.',
    nn: 'Tenaren forstår ikkje denne adressa. Kontroller henne, eller gå til framsida.',
    en: 'The server does not understand this address. Check it, or go to the front page.',
  },
  failed: {
    nb: 'Noe gikk galt på tjeneren. Prøv igjen om litt.',
    nn: 'Noko gjekk gale på tenaren. Prøv igjen om litt.',
    en: 'Something went wrong on the server. Try again in a little while.',
  },
} as const satisfies Record<string, Sentence>;

/** @returns what a person reads where there is no page: the status code, and a sentence in the language that their browser asks for */
export function failureText(code: number, acceptLanguage: string | undefined): string {
  const sentence = code >= 500 ? sentences.failed : sentences.asked;
  return `${code} – ${sentence[browserLanguage(acceptLanguage)]}\n`;
}
