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
      version: false,
    });
  });

  it('takes a link as the last argument, after what the operator registered', () => {
    expect(parseArguments(['--server', 'https://a.no', 'fjernhjelp:start?ticket=7&lang=nn'])).toEqual({
      server: 'https://a.no',
      window: true,
      registerLink: false,
      version: false,
      link: { ticket: '7', language: 'nn' },
    });
  });

  it.each([
    [['fjernhjelp:start', '--server', 'https://evil.example']],
    [['fjernhjelp:start', '--settings', '\\\\evil\\share\\x.json', '']],
    [['fjernhjelp:start', 'fjernhjelp:start']],
    [['fjernhjelp:start?server=https://evil.example']],
    [['FJERNHJELP:x', '--server', 'https://evil.example']],
    [[' fjernhjelp:start']],
    [['fjernhjelp:start --server https://evil.example']],
  ])('refuses %j: a page chooses no argument, and its words are not repeated', (args) => {
    expect(codeOf(args)).toBe('link-malformed');
  });

  it.each(['https://evil.example', '--serve', ''])('does not understand %j', (arg) => {
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
