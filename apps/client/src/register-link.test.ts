import { describe, expect, it } from 'vitest';
import { desktopEntry } from './register-link.ts';

describe('the desktop file', () => {
  it('starts the program with the link as its last argument', () => {
    expect(desktopEntry(['/opt/node', '/opt/fjernhjelp/main.ts', '--server', 'https://a.no'])).toContain(
      '\nExec=/opt/node /opt/fjernhjelp/main.ts --server https://a.no %u\n',
    );
  });

  it('keeps blanks, quotes, dollars, backslashes and percents of a path as they are', () => {
    // What a launcher sees after undoing the string's escapes and then the Exec key's.
    const exec = /^Exec=(.*) %u$/m.exec(desktopEntry(['/a b/"c"/$d/\\e/100%']))?.[1] ?? '';
    const asString = exec.replace(/\\\\/g, '\\');
    const asArgument = asString.slice(1, -1).replace(/\\(.)/g, '$1').replace(/%%/g, '%');
    expect(asArgument).toBe('/a b/"c"/$d/\\e/100%');
  });
});
