import { type Language, type Sentence, say } from './language.ts';

const sentences = {
  'unknown-setting': {
    nb: 'ukjent innstilling {name}',
    nn: 'ukjend innstilling {name}',
    en: 'unknown setting {name}',
  },
  'malformed-setting': {
    nb: 'innstillingen {name} skal være {expected}, men er {value}',
    nn: 'innstillinga {name} skal vere {expected}, men er {value}',
    en: 'the setting {name} must be {expected}, but is {value}',
  },
  'settings-unreadable': {
    nb: 'innstillingsfilen {file} kan ikke leses ({why})',
    nn: 'innstillingsfila {file} kan ikkje lesast ({why})',
    en: 'the settings file {file} cannot be read ({why})',
  },
  'settings-not-json': {
    nb: 'innstillingsfilen {file} er ikke et gyldig JSON-objekt',
    nn: 'innstillingsfila {file} er ikkje eit gyldig JSON-objekt',
    en: 'the settings file {file} is not a valid JSON object',
  },
  'unknown-argument': {
    nb: 'ukjent argument {argument}; bruk: --settings <fil>',
    nn: 'ukjent argument {argument}; bruk: --settings <fil>',
    en: 'unknown argument {argument}; use: --settings <file>',
  },
  'tls-pair': {
    nb: 'tlsCertificateFile og tlsKeyFile må settes sammen, og ikke sammen med selfSigned',
    nn: 'tlsCertificateFile og tlsKeyFile må setjast saman, og ikkje saman med selfSigned',
    en: 'tlsCertificateFile and tlsKeyFile must be set together, and not together with selfSigned',
  },
  'turn-secret-missing': {
    nb: 'iceServers har en TURN-tjener, og da må turnSecretFile settes',
    nn: 'iceServers har ein TURN-tenar, og då må turnSecretFile setjast',
    en: 'iceServers has a TURN server, so turnSecretFile must be set',
  },
  'turn-secret': {
    nb: 'hemmeligheten i {file} kan ikke brukes ({why}; innstillingen turnSecretFile)',
    nn: 'løyndommen i {file} kan ikkje brukast ({why}; innstillinga turnSecretFile)',
    en: 'the secret in {file} cannot be used ({why}; setting turnSecretFile)',
  },
  'port-in-use': {
    nb: 'port {port} på {host} er i bruk av et annet program (innstillingen port)',
    nn: 'port {port} på {host} er i bruk av eit anna program (innstillinga port)',
    en: 'port {port} on {host} is in use by another program (setting port)',
  },
  'cannot-listen': {
    nb: 'kan ikke lytte på {host}:{port} ({why}; innstillingene host og port)',
    nn: 'kan ikkje lytte på {host}:{port} ({why}; innstillingane host og port)',
    en: 'cannot listen on {host}:{port} ({why}; settings host and port)',
  },
  'data-folder': {
    nb: 'datamappen {folder} kan ikke skrives til ({why}; innstillingen dataFolder)',
    nn: 'datamappa {folder} kan ikkje skrivast til ({why}; innstillinga dataFolder)',
    en: 'the data folder {folder} cannot be written to ({why}; setting dataFolder)',
  },
  database: {
    nb: 'databasen {file} kan ikke åpnes ({why}; innstillingen dataFolder)',
    nn: 'databasen {file} kan ikkje opnast ({why}; innstillinga dataFolder)',
    en: 'the database {file} cannot be opened ({why}; setting dataFolder)',
  },
  'tls-unreadable': {
    nb: 'sertifikatet {certificate} og nøkkelen {key} kan ikke brukes ({why}; innstillingene tlsCertificateFile og tlsKeyFile)',
    nn: 'sertifikatet {certificate} og nøkkelen {key} kan ikkje brukast ({why}; innstillingane tlsCertificateFile og tlsKeyFile)',
    en: 'the certificate {certificate} and key {key} cannot be used ({why}; settings tlsCertificateFile and tlsKeyFile)',
  },
  'web-folder': {
    nb: 'mappen {folder} mangler index.html; kjør «npm run build» (innstillingen webFolder)',
    nn: 'mappa {folder} manglar index.html; køyr «npm run build» (innstillinga webFolder)',
    en: 'the folder {folder} has no index.html; run "npm run build" (setting webFolder)',
  },
  'packages-manifest': {
    nb: 'mappen {folder} mangler en gyldig packages.json; kjør «npm run package» ({why}; innstillingen packagesFolder)',
    nn: 'mappa {folder} manglar ei gyldig packages.json; køyr «npm run package» ({why}; innstillinga packagesFolder)',
    en: 'the folder {folder} has no valid packages.json; run "npm run package" ({why}; setting packagesFolder)',
  },
  'package-differs': {
    nb: 'pakken {file} er ikke den som packages.json beskriver ({why}; innstillingen packagesFolder)',
    nn: 'pakken {file} er ikkje den som packages.json skildrar ({why}; innstillinga packagesFolder)',
    en: 'the package {file} is not the one that packages.json describes ({why}; setting packagesFolder)',
  },
  'color-contrast': {
    nb: 'fargen {color} har for liten kontrast mot hvitt: {contrast} : 1, og det må være minst 4,5 : 1; {better} er dyp nok (innstillingen operatorColor)',
    nn: 'fargen {color} har for liten kontrast mot kvitt: {contrast} : 1, og det må vere minst 4,5 : 1; {better} er djup nok (innstillinga operatorColor)',
    en: 'the colour {color} has too little contrast with white: {contrast}:1, and at least 4.5:1 is needed; {better} is deep enough (setting operatorColor)',
  },
  'dark-color-contrast': {
    nb: 'fargen {color} har for liten kontrast mot mørk bakgrunn: {contrast} : 1, og det må være minst 4,5 : 1; {better} er lys nok (innstillingen operatorDarkColor)',
    nn: 'fargen {color} har for liten kontrast mot mørk bakgrunn: {contrast} : 1, og det må vere minst 4,5 : 1; {better} er lys nok (innstillinga operatorDarkColor)',
    en: 'the colour {color} has too little contrast with a dark background: {contrast}:1, and at least 4.5:1 is needed; {better} is light enough (setting operatorDarkColor)',
  },
  'dark-color-alone': {
    nb: 'operatorDarkColor kan bare settes sammen med operatorColor',
    nn: 'operatorDarkColor kan berre setjast saman med operatorColor',
    en: 'operatorDarkColor can only be set together with operatorColor',
  },
  logo: {
    nb: 'logoen {file} kan ikke brukes ({why}); den skal være SVG, PNG, JPEG eller WebP på høyst {most} kB (innstillingen operatorLogoFile)',
    nn: 'logoen {file} kan ikkje brukast ({why}); han skal vere SVG, PNG, JPEG eller WebP på høgst {most} kB (innstillinga operatorLogoFile)',
    en: 'the logo {file} cannot be used ({why}); it must be SVG, PNG, JPEG or WebP of at most {most} kB (setting operatorLogoFile)',
  },
} as const satisfies Record<string, Sentence>;

export type StartFailureCode = keyof typeof sentences;

/** The server cannot start, for something that the operator can put right: one line says what. */
export class StartFailure extends Error {
  override name = 'StartFailure';
  readonly code: StartFailureCode;
  readonly #values: Readonly<Record<string, string>>;
  readonly #expected: Sentence | undefined;

  /**
   * @param values what the sentence names
   * @param options.expected what a malformed setting should be
   */
  constructor(
    code: StartFailureCode,
    values: Readonly<Record<string, string>> = {},
    options: ErrorOptions & { expected?: Sentence } = {},
  ) {
    super(code, options);
    this.code = code;
    this.#values = values;
    this.#expected = options.expected;
  }

  /** @returns one line without its line break */
  sentence(language: Language): string {
    const values = this.#expected ? { ...this.#values, expected: this.#expected[language] } : this.#values;
    return say(sentences[this.code], language, values).replace(/\s+/g, ' ');
  }
}

/** @returns the short reason of a system error ("EACCES"), else its message */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code?.startsWith('E') && !code.startsWith('ERR_') ? code : error.message;
}
