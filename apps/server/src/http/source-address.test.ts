import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { originAllowed } from './origin.ts';
import { createSources, networkOf } from './source-address.ts';

function request(remoteAddress: string | undefined, headers: Record<string, string>): IncomingMessage {
  return { socket: { remoteAddress }, connection: { remoteAddress }, headers } as unknown as IncomingMessage;
}

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('the address %s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('forwarded headers are believed from trusted proxies only, and only their own part', () => {
  const sources = createSources(['10.0.0.0/8', '::1']);
  const headers = {
    'x-forwarded-for': '198.51.100.1, 192.0.2.7, 10.1.1.1',
    'x-forwarded-proto': 'http, https',
    'x-forwarded-host': 'spoofed.example, hjelp.example.no',
    host: 'inside:8080',
  };
  const proxied = request('10.2.2.2', headers);
  expect(sources.keyOf(proxied)).toBe('192.0.2.7');
  expect(sources.secure(proxied)).toBe(true);
  expect(sources.hostOf(proxied)).toBe('hjelp.example.no');
  const direct = request('203.0.113.9', headers);
  expect(sources.keyOf(direct)).toBe('203.0.113.9');
  expect(sources.secure(direct)).toBe(false);
  expect(sources.hostOf(direct)).toBe('inside:8080');
});

test('a port beside an address that a proxy forwards is no part of it', () => {
  const sources = createSources(['10.0.0.0/8', 'fd00::/8']);
  const keyOf = (forwarded: string) => sources.keyOf(request('10.2.2.2', { 'x-forwarded-for': forwarded }));
  expect(keyOf('192.0.2.7:50001')).toBe('192.0.2.7');
  expect(keyOf('192.0.2.7:50002')).toBe('192.0.2.7');
  expect(keyOf('[2001:db8:1:2::5]:99')).toBe('2001:db8:1:2::/64');
  expect(keyOf('[2001:db8:1:2::6]')).toBe('2001:db8:1:2::/64');
  expect(keyOf('2001:db8:1:2::7')).toBe('2001:db8:1:2::/64');
  expect(keyOf('198.51.100.1, 192.0.2.7:50001, [fd00::1]:443,10.1.1.1:8080')).toBe('192.0.2.7');
  expect(keyOf(' , ')).toBe('10.2.2.2');
});

test('a socket that is gone has no address', () => {
  const headers = { 'x-forwarded-for': '192.0.2.7' };
  for (const proxies of [[], ['10.0.0.0/8'], ['10.0.0.0/8', '::1']])
    expect(createSources(proxies).keyOf(request(undefined, headers))).toBeUndefined();
});

test.each([
  [undefined, 'a.example', true],
  ['https://a.example', 'a.example', true],
  ['https://a.example', 'a.example:443', true],
  ['https://A.example', 'a.example', true],
  ['http://a.example:8080', 'a.example:8080', true],
  ['http://a.example:8080', 'a.example', false],
  ['https://b.example', 'a.example', false],
  ['https://a.example.evil.example', 'a.example', false],
  ['null', 'a.example', false],
  ['file://', 'a.example', false],
  ['https://a.example', undefined, false],
  ['https://a.example', 'a.example@evil', false],
  ['https://hjelp.example.no', 'inside:8080', true],
])('SG3 a page from %s may open a socket on %s: %s', (origin, host, allowed) => {
  expect(originAllowed(origin, host, 'https://hjelp.example.no')).toBe(allowed);
});
