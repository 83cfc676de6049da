/** As in the client's own reading of links (apps/client/src/start-link.ts). */
const TICKET = /^[0-9]{1,12}$/;

/**
 * The link that opens the client. It says the page's language and, when the operator's case system linked here with
 * `?ticket=<digits>`, the case; never where to connect.
 */
export function clientLink(language: string, search: string): string {
  const ticket = new URLSearchParams(search).get('ticket');
  const said = ticket !== null && TICKET.test(ticket) ? `ticket=${ticket}&` : '';
  return `fjernhjelp:start?${said}lang=${language}`;
}
