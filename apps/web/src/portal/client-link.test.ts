import { expect, it } from 'vitest';
import { clientLink } from './client-link.ts';

it.each([
  ['nb', '', 'fjernhjelp:start?lang=nb'],
  ['nn', '?ticket=123', 'fjernhjelp:start?ticket=123&lang=nn'],
  ['en', '?ticket=12%26server%3Dx', 'fjernhjelp:start?lang=en'],
  ['en', '?ticket=1234567890123', 'fjernhjelp:start?lang=en'],
])('the client’s link in %s for %j is %s', (language, search, link) => {
  expect(clientLink(language, search)).toBe(link);
});
