import type { Subject } from './subject.ts';

/** What the firewall must let through, and what it need not. */
export function firewallNote({ server, installFolder }: Subject, language: 'nb' | 'en'): string {
  const url = server === undefined ? undefined : new URL(server);
  const port = url?.port || (url?.protocol === 'http:' ? '80' : '443');
  const socket = `WebSocket over ${url?.protocol === 'http:' ? 'HTTP' : 'TLS'}`;
  const program = `\`${installFolder}\\Fjernhjelp.exe\``;
  if (language === 'nb') {
    return `# Brannmur for Fjernhjelp

| Retning | Program | Til | |
| --- | --- | --- | --- |
| ut | ${program} | ${url === undefined ? 'tjeneren deres' : `\`${url.hostname}\``}, TCP ${port} | ${socket}; trenger ikke å dekrypteres. Det eneste som må være åpent |
| ut | ${program} | hjelperens maskin, UDP, alle porter | direkte vei. Uten den går bilde, tastetrykk og filer gjennom tjeneren |
| ut | nettleseren som viser vinduet | hjelperens maskin, UDP, alle porter | tale. Uten den, og uten TURN, er det ingen tale: den går aldri gjennom tjeneren |
| ut | begge | STUN- og TURN-tjenere i \`iceServers\`, om dere har noen; port 3478, eller 5349 for \`turns:\`, når adressen ikke sier noe annet | for de to radene over, når endene ikke når hverandre uten |
| inn | – | – | ingen regel trengs |

Vil dere verken ha direkte vei eller tale, sett \`directPath\` til \`false\` på tjeneren (gjelder alle) eller i \`fjernhjelp.json\` (gjelder disse maskinene).

Vinduet er en side på 127.0.0.1 på en ledig port. Den er bare for samme bruker og går aldri ut av maskinen, så den trenger ingen regel.
En proxy må slippe gjennom WebSocket (CONNECT) og la stille forbindelser leve i minst 30 sekunder. UDP går utenom den.

Vi har ikke prøvd dette på Windows.
`;
  }
  return `# Firewall for Fjernhjelp

| Direction | Program | To | |
| --- | --- | --- | --- |
| out | ${program} | ${url === undefined ? 'your server' : `\`${url.hostname}\``}, TCP ${port} | ${socket}; need not be decrypted. The only one that has to be open |
| out | ${program} | the helper’s computer, UDP, all ports | direct path. Without it picture, key presses and files go through the server |
| out | the browser that shows the window | the helper’s computer, UDP, all ports | voice. Without it, and without TURN, there is no voice: it never goes through the server |
| out | both | STUN and TURN servers in \`iceServers\`, if you have any; port 3478, or 5349 for \`turns:\`, where the address says no other | for the two rows above, where the ends do not reach each other without |
| in | – | – | no rule is needed |

If you want neither direct paths nor voice, set \`directPath\` to \`false\` on the server (for everybody) or in \`fjernhjelp.json\` (for these computers).

The window is a page on 127.0.0.1 on a free port. It is for the same user only and never leaves the machine, so it needs no rule.
A proxy has to let WebSocket through (CONNECT) and keep silent connections for at least 30 seconds. UDP does not go through it.

We have not tried this on Windows.
`;
}
