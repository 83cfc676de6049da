import { type PolicyLanguage, policyTexts } from './policy-texts.ts';
import { POLICY_KEY } from './registry.ts';
import type { Subject } from './subject.ts';
import { escapeXml } from './xml.ts';

const NAMESPACE = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
const EDGE_KEY = 'SOFTWARE\\Policies\\Microsoft\\Edge';

/** One policy with one field. */
interface Field {
  readonly id: 'server' | 'language' | 'settingsKey' | 'portal';
  readonly key: string;
  readonly valueName: string;
  readonly choices?: readonly ('nb' | 'nn' | 'en')[];
}

const fields: readonly Field[] = [
  { id: 'server', key: POLICY_KEY, valueName: 'Server' },
  { id: 'language', key: POLICY_KEY, valueName: 'Language', choices: ['nb', 'nn', 'en'] },
  { id: 'settingsKey', key: POLICY_KEY, valueName: 'SettingsKey' },
  { id: 'portal', key: EDGE_KEY, valueName: 'AutoLaunchProtocolsFromOrigins' },
];

/** The group policy template Fjernhjelp.admx; its words are in the .adml files. */
export function policyTemplate(): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<policyDefinitions revision="1.0" schemaVersion="1.0" xmlns="${NAMESPACE}">`,
    '  <policyNamespaces>',
    '    <target prefix="fjernhjelp" namespace="Fjernhjelp.Policies" />',
    '  </policyNamespaces>',
    '  <resources minRequiredRevision="1.0" />',
    '  <supportedOn>',
    '    <definitions>',
    '      <definition name="supported" displayName="$(string.supported)" />',
    '    </definitions>',
    '  </supportedOn>',
    '  <categories>',
    '    <category name="fjernhjelp" displayName="$(string.category)" />',
    '  </categories>',
    '  <policies>',
    ...fields.flatMap(policy),
    '  </policies>',
    '</policyDefinitions>',
    '',
  ].join('\r\n');
}

function policy({ id, key, valueName, choices }: Field): string[] {
  const element =
    choices === undefined
      ? [`        <text id="${id}" valueName="${valueName}" required="true" maxLength="1023" />`]
      : [
          `        <enum id="${id}" valueName="${valueName}" required="true">`,
          ...choices.flatMap((choice) => [
            `          <item displayName="$(string.${choice})">`,
            `            <value><string>${choice}</string></value>`,
            '          </item>',
          ]),
          '        </enum>',
        ];
  return [
    `    <policy name="${id}" class="Machine" displayName="$(string.${id})" explainText="$(string.${id}Help)"` +
      ` presentation="$(presentation.${id})" key="${key}">`,
    '      <parentCategory ref="fjernhjelp" />',
    '      <supportedOn ref="supported" />',
    '      <elements>',
    ...element,
    '      </elements>',
    '    </policy>',
  ];
}

/** The words of the template in one language, with this server as the suggestion. */
export function policyWords(language: PolicyLanguage, { server, settingsKey }: Subject): string {
  const texts = policyTexts[language];
  const { displayName, description, ...strings } = texts;
  const suggestions: Readonly<Record<Field['id'], string>> = {
    server: server ?? '',
    settingsKey: settingsKey ?? '',
    language: '',
    portal:
      server === undefined ? '' : JSON.stringify([{ protocol: 'fjernhjelp', allowed_origins: [server] }]),
  };
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<policyDefinitionResources revision="1.0" schemaVersion="1.0" xmlns="${NAMESPACE}">`,
    `  <displayName>${escapeXml(displayName)}</displayName>`,
    `  <description>${escapeXml(description)}</description>`,
    '  <resources>',
    '    <stringTable>',
    ...Object.entries(strings).map(([id, text]) => `      <string id="${id}">${escapeXml(text)}</string>`),
    '    </stringTable>',
    '    <presentationTable>',
    ...fields.flatMap(({ id, choices }) => [
      `      <presentation id="${id}">`,
      choices === undefined
        ? textBox(id, texts[`${id}Label`], suggestions[id])
        : `        <dropdownList refId="${id}" defaultItem="0">${escapeXml(texts[`${id}Label`])}</dropdownList>`,
      '      </presentation>',
    ]),
    '    </presentationTable>',
    '  </resources>',
    '</policyDefinitionResources>',
    '',
  ].join('\r\n');
}

function textBox(id: string, label: string, suggestion: string): string {
  const value = suggestion === '' ? '' : `<defaultValue>${escapeXml(suggestion)}</defaultValue>`;
  return `        <textBox refId="${id}"><label>${escapeXml(label)}</label>${value}</textBox>`;
}
