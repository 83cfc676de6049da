import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';
import { StartProblem } from './start-problem.ts';

function codeOf(args: readonly string[]): string | undefined {
  try {
    parseArguments(args);
    return undefined;
  } catch (error) {
    if (error instanceof StartProblem) return error.code;
    throw error;
  }
}

describe('arguments', () => {
  it('reads all of them', () => {
    expect(
      parseArguments(['--server', 'https://a.no', '--settings', '/tmp/x', '--lang', 'nn', '--no-window']),
    ).toEqual({
      server: 'https://a.no',
      settings: '/tmp/x',
      language: 'nn',
      window: false,
      registerLink: false,
    });
  });

  it.each(['fjernhjelp:start', 'fjernhjelp://start', 'fjernhjelp://start/'])(
    'accepts the link %s',
    (link) => {
      expect(parseArguments([link])).toEqual({ window: true, registerLink: false });
    },
  );

  it.each([
    'fjernhjelp:start?server=https://evil.example',
    'fjernhjelp://evil.example/start',
    'fjernhjelp:start --server https://evil.example',
    'fjernhjelp:start#x',
    'https://evil.example',
    '--serve',
    '',
  ])('refuses %j: a link carries nothing', (arg) => {
    expect(codeOf([arg])).toBe('argument-unknown');
  });

  it('refuses a language that there is no text in', () => {
    expect(codeOf(['--lang', 'de'])).toBe('argument-unknown');
  });

  it.each([[['--server']], [['--server', '--no-window']], [['--settings', '']], [['--lang']]])(
    'misses the value in %j',
    (args) => {
      expect(codeOf(args)).toBe('argument-value-missing');
    },
  );
});
