import { afterEach, describe, expect, it, vi } from 'vitest';
import { proxyFor } from './proxy.ts';

const names = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'ALL_PROXY',
  'all_proxy',
  'NO_PROXY',
  'no_proxy',
];

function proxy(server: string, set: Record<string, string>): string | undefined {
  for (const name of names) vi.stubEnv(name, set[name]);
  return proxyFor(server, process.env)?.href;
}

afterEach(() => vi.unstubAllEnvs());

describe('the proxy', () => {
  it.each([
    ['https://a.no', { HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['https://a.no', { https_proxy: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['https://a.no', { HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128/'],
    ['https://a.no', { HTTPS_PROXY: 'https://proxy:3129' }, 'https://proxy:3129/'],
    ['https://a.no', { HTTP_PROXY: 'http://proxy:3128' }, undefined],
    ['http://a.no', { HTTP_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['http://a.no', { HTTPS_PROXY: 'http://proxy:3128' }, undefined],
    ['https://a.no', { ALL_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['https://a.no', {}, undefined],
    ['https://a.no', { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'a.no' }, undefined],
    ['https://hjelp.a.no', { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'localhost, .a.no' }, undefined],
    ['https://a.no:8443', { HTTPS_PROXY: 'http://proxy:3128', no_proxy: 'a.no:443' }, 'http://proxy:3128/'],
    ['https://a.no', { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: '*' }, undefined],
  ])('of %s with %j is %s', (server, set, expected) => {
    expect(proxy(server, set)).toBe(expected);
  });

  it.each(['socks5://proxy:1080', 'http://', '::'])('%s is named as malformed, without its text', (given) => {
    expect(() => proxy('https://a.no', { HTTPS_PROXY: given })).toThrow(
      expect.objectContaining({ code: 'proxy-malformed', params: { variable: 'HTTPS_PROXY' } }),
    );
  });
});
