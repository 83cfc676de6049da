import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type HostStatus, parseUserCommand, type UserCommand } from '@fjernhjelp/host/status';
import type { Display } from '../display.ts';

/**
 * The user's side without a window, for tests and terminals: each HostStatus is one line of JSON on the output, each
 * line of input is one UserCommand as JSON. Other lines are ignored; the end of the input ends nothing.
 */
export function openTerminalDisplay(
  input: Readable,
  output: Writable,
  command: (command: UserCommand) => void,
): Display {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', (line) => {
    const parsed = parseUserCommand(line);
    if (parsed !== undefined) command(parsed);
  });
  return {
    show: (status: HostStatus) => void output.write(`${JSON.stringify(status)}\n`),
    close: async () => lines.close(),
  };
}
