import type { Subject } from './subject.ts';

/** One page for whoever decides what runs on the machines. @param language of the page */
export function howToAllow(subject: Subject, language: 'nb' | 'en'): string {
  return language === 'nb' ? norwegian(subject) : english(subject);
}

function hashTable({ files }: Subject): string {
  const rows = files.map((file) => `| ${file.name} | ${file.sizeBytes} | \`${file.sha256.toUpperCase()}\` |`);
  return rows.join('\n');
}

function norwegian(subject: Subject): string {
  const { publisher, installFolder, edition, server, settingsKey } = subject;
  return `# Slik tillater du Fjernhjelp ${edition.shown}

Fjernhjelp er én mappe. Ingenting installeres, ingen tjeneste kjører, og programmet pakker ikke ut noe når det starter.

1. Legg mappen i \`${installFolder}\`, der brukerne kan lese, men ikke skrive.
2. Tillat de tre filene i tabellen nedenfor på én av disse måtene:
   - **Utgiver** (best): ${publisher ? `\`applocker-publisher.xml\`, utgiver \`${publisher.appLockerName}\`. Gjelder også nyere versjoner.` : 'ikke mulig, for filene er ikke signert. Pakk på nytt med sertifikatet deres (`npm run package -- --certificate … --key …`).'}
   - **Kontrollsum**: \`applocker-hash.xml\`. Må byttes ved hver ny versjon.
   - **Plassering**: \`applocker-path.xml\`. Bare når brukerne ikke kan skrive i mappen.
   - **App Control (WDAC)**: \`app-control-supplemental.xml\`, som utvider grunnpolicyen \`${subject.basePolicy}\`. Bytt med \`Set-CIPolicyIdInfo -SupplementsBasePolicyID\`, og gjør om med \`ConvertFrom-CIPolicy\`.

   AppLocker: \`Set-AppLockerPolicy -XmlPolicy <fil> -Merge\`. Reglene gjelder for alle og endrer ikke om AppLocker håndheves. Begge
   samlingene (exe og dll) er med; dll-reglene trengs bare der dll-regler er slått på.
3. Knytt lenken \`fjernhjelp:\` til programmet: importer \`fjernhjelp.reg\` som administrator, eller legg de samme verdiene i
   gruppepolicyens registerinnstillinger.
4. Retningslinjer: legg \`policy-definitions\` i PolicyDefinitions (\`Fjernhjelp.admx\` med \`nb-NO\` og \`en-US\`). Der bestemmer du
   tjeneren${server === undefined ? '' : ` (\`${server}\`)`}, språket og om innstillingene må være signert${settingsKey === undefined ? '' : ` (nøkkel \`${settingsKey}\`)`}.
5. Nettet: se \`firewall.nb.md\`.

| Fil | Størrelse i byte | Kontrollsum (Authenticode, SHA-256) |
| --- | --- | --- |
${hashTable(subject)}

${publisher ? `Signert av ${publisher.name}${publisher.isSelfMade ? ' (selvlaget sertifikat: det må legges i maskinenes «Klarerte utgivere» og «Klarerte rotsertifiseringsinstanser» først)' : ''}, sertifikatets avtrykk ${publisher.fingerprint}.` : 'Filene er ikke signert.'}
Sammenlign hele pakken med \`sha256.txt\`. Det som er i \`pages\`, er nettsider for vinduet og kjøres av nettleseren.

**Fjerne:** slett mappen og nøklene \`HKLM\\SOFTWARE\\Classes\\fjernhjelp\` og \`HKLM\\SOFTWARE\\Policies\\Fjernhjelp\`.

Filene er kontrollert mot Microsofts publiserte oppbygning, og kontrollsummene mot osslsigncode. De er ikke prøvd på Windows av oss:
gjør det i en testgruppe først.
`;
}

function english(subject: Subject): string {
  const { publisher, installFolder, edition, server, settingsKey } = subject;
  return `# How to allow Fjernhjelp ${edition.shown}

Fjernhjelp is one folder. Nothing is installed, no service runs, and the program unpacks nothing when it starts.

1. Put the folder in \`${installFolder}\`, where users can read and not write.
2. Allow the three files in the table below in one of these ways:
   - **Publisher** (best): ${publisher ? `\`applocker-publisher.xml\`, publisher \`${publisher.appLockerName}\`. Holds for later versions, too.` : 'not possible, because the files are not signed. Package again with your certificate (`npm run package -- --certificate … --key …`).'}
   - **Hash**: \`applocker-hash.xml\`. To be replaced with every new version.
   - **Path**: \`applocker-path.xml\`. Only where users cannot write in the folder.
   - **App Control (WDAC)**: \`app-control-supplemental.xml\`, which supplements the base policy \`${subject.basePolicy}\`. Change that with \`Set-CIPolicyIdInfo -SupplementsBasePolicyID\`, and convert with \`ConvertFrom-CIPolicy\`.

   AppLocker: \`Set-AppLockerPolicy -XmlPolicy <file> -Merge\`. The rules are for everyone and do not change whether AppLocker is enforced.
   Both collections (exe and dll) are there; the dll rules matter only where dll rules are switched on.
3. Tie the link \`fjernhjelp:\` to the program: import \`fjernhjelp.reg\` as an administrator, or set the same values as registry
   preferences of a group policy.
4. Policy: put \`policy-definitions\` into PolicyDefinitions (\`Fjernhjelp.admx\` with \`nb-NO\` and \`en-US\`). There you decide the
   server${server === undefined ? '' : ` (\`${server}\`)`}, the language, and whether settings must be signed${settingsKey === undefined ? '' : ` (key \`${settingsKey}\`)`}.
5. Network: see \`firewall.en.md\`.

| File | Size in bytes | Hash (Authenticode, SHA-256) |
| --- | --- | --- |
${hashTable(subject)}

${publisher ? `Signed by ${publisher.name}${publisher.isSelfMade ? ' (a self-made certificate: the machines need it in “Trusted Publishers” and “Trusted Root Certification Authorities” first)' : ''}, the certificate’s fingerprint is ${publisher.fingerprint}.` : 'The files are not signed.'}
Compare the whole package with \`sha256.txt\`. What is in \`pages\` are web pages for the window, run by the browser.

**Removing:** delete the folder and the keys \`HKLM\\SOFTWARE\\Classes\\fjernhjelp\` and \`HKLM\\SOFTWARE\\Policies\\Fjernhjelp\`.

The files are checked against Microsoft's published structure, and the hashes against osslsigncode. We have not tried them on Windows:
do that in a test group first.
`;
}
