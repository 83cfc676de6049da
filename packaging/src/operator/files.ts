import type { Entry } from '../archive/entry.ts';
import { appControlPolicy } from './app-control.ts';
import { appLockerRules, type RuleKind } from './app-locker.ts';
import { firewallNote } from './firewall-note.ts';
import { howToAllow } from './how-to-allow.ts';
import { policyTemplate, policyWords } from './policy-template.ts';
import { policyLanguages } from './policy-texts.ts';
import { registryFile } from './registry.ts';
import type { Subject } from './subject.ts';

const ruleKinds: readonly RuleKind[] = ['publisher', 'hash', 'path'];

/** Everything that an operator needs to allow this program, and nothing that allows more. */
export function operatorFiles(subject: Subject): Entry[] {
  const texts = [
    ...ruleKinds.map((kind) => [`applocker-${kind}.xml`, appLockerRules(subject, kind)] as const),
    ['app-control-supplemental.xml', appControlPolicy(subject)] as const,
    ['policy-definitions/Fjernhjelp.admx', policyTemplate()] as const,
    ...policyLanguages.map(
      (language) =>
        [`policy-definitions/${language}/Fjernhjelp.adml`, policyWords(language, subject)] as const,
    ),
    ...(['nb', 'en'] as const).flatMap((language) => [
      [`how-to-allow.${language}.md`, howToAllow(subject, language)] as const,
      [`firewall.${language}.md`, firewallNote(subject, language)] as const,
    ]),
  ];
  return [
    ...texts.flatMap(([path, text]) => (text === undefined ? [] : [{ path, bytes: Buffer.from(text) }])),
    { path: 'fjernhjelp.reg', bytes: registryFile(subject) },
  ];
}
