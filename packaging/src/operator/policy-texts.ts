export const policyLanguages = ['nb-NO', 'en-US'] as const;
export type PolicyLanguage = (typeof policyLanguages)[number];

/** What the group policy editor shows; the ADMX names each by its key. */
export const policyTexts = {
  'nb-NO': {
    displayName: 'Fjernhjelp',
    description: 'Retningslinjer for Fjernhjelp',
    category: 'Fjernhjelp',
    supported: 'Windows 10, Windows Server 2019 eller nyere',
    server: 'Adressen til tjeneren',
    serverHelp:
      'Hvilken tjener Fjernhjelp bruker, som https://hjelp.kommune.no. Den går foran fjernhjelp.json og --server. Brukere kan ikke endre den.',
    serverLabel: 'Adresse:',
    language: 'Språk',
    languageHelp: 'Språket i Fjernhjelp. Det går foran fjernhjelp.json.',
    languageLabel: 'Språk:',
    nb: 'Bokmål',
    nn: 'Nynorsk',
    en: 'Engelsk',
    settingsKey: 'Krev signerte innstillinger',
    settingsKeyHelp:
      'Fjernhjelp starter bare når fjernhjelp.json er signert med denne nøkkelen (Ed25519, 32 byte i base64). Signaturen ligger i fjernhjelp.json.sig.',
    settingsKeyLabel: 'Offentlig nøkkel:',
    portal: 'La portalen åpne Fjernhjelp uten å spørre (Microsoft Edge)',
    portalHelp:
      'Setter AutoLaunchProtocolsFromOrigins for Microsoft Edge. Bruker dere denne Edge-retningslinjen fra før, skal verdiene slås sammen der i stedet.',
    portalLabel: 'Protokoll og nettsteder (JSON):',
  },
  'en-US': {
    displayName: 'Fjernhjelp',
    description: 'Policies of Fjernhjelp',
    category: 'Fjernhjelp',
    supported: 'Windows 10, Windows Server 2019 or later',
    server: 'The server’s address',
    serverHelp:
      'Which server Fjernhjelp uses, such as https://help.example.org. It goes before fjernhjelp.json and --server. Users cannot change it.',
    serverLabel: 'Address:',
    language: 'Language',
    languageHelp: 'The language of Fjernhjelp. It goes before fjernhjelp.json.',
    languageLabel: 'Language:',
    nb: 'Norwegian Bokmål',
    nn: 'Norwegian Nynorsk',
    en: 'English',
    settingsKey: 'Demand signed settings',
    settingsKeyHelp:
      'Fjernhjelp only starts when fjernhjelp.json is signed with this key (Ed25519, 32 bytes in base64). The signature is in fjernhjelp.json.sig.',
    settingsKeyLabel: 'Public key:',
    portal: 'Let the portal open Fjernhjelp without asking (Microsoft Edge)',
    portalHelp:
      'Sets AutoLaunchProtocolsFromOrigins of Microsoft Edge. If you use that Edge policy already, merge the values there instead.',
    portalLabel: 'Protocol and sites (JSON):',
  },
} as const satisfies Record<PolicyLanguage, Record<string, string>>;
