import type { Subject } from './subject.ts';

/** What the firewall must let through, and what it need not. */
export function firewallNote({ server, installFolder }: Subject, language: 'nb' | 'en'): string {
  const url = server === undefined ? undefined : new URL(server);
  const port = url?.port || (url?.protocol === 'http:' ? '80' : '443');
  if (language === 'nb') {
    return `# Brannmur for Fjernhjelp

| Retning | Program | Til | |
| --- | --- | --- | --- |
| ut | \`${installFolder}\\Fjernhjelp.exe\` | ${url === undefined ? 'tjeneren deres' : `\`${url.hostname}\``}, TCP ${port} | WebSocket over ${url?.protocol === 'http:' ? 'HTTP' : 'TLS'}; må ikke dekrypteres for å virke |
| inn | – | – | ingen regel trengs |

Vinduet er en side på 127.0.0.1 på en ledig port. Den er bare for samme bruker og går aldri ut av maskinen, så den trenger ingen regel.
En proxy må slippe gjennom WebSocket (CONNECT) og la stille forbindelser leve i minst 30 sekunder.
`;
  }
  return `# Firewall for Fjernhjelp

| Direction | Program | To | |
| --- | --- | --- | --- |
| out | \`${installFolder}\\Fjernhjelp.exe\` | ${url === undefined ? 'your server' : `\`${url.hostname}\``}, TCP ${port} | WebSocket over ${url?.protocol === 'http:' ? 'HTTP' : 'TLS'}; need not be decrypted |
| in | – | – | no rule is needed |

The window is a page on 127.0.0.1 on a free port. It is for the same user only and never leaves the machine, so it needs no rule.
A proxy has to let WebSocket through (CONNECT) and keep silent connections for at least 30 seconds.
`;
}
