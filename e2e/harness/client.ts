import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HelperStatus, HostStatus, UserCommand } from '@fjernhjelp/host';
import type { Grant, GrantDuration } from '@fjernhjelp/protocol';
import type { Display } from './display.ts';
import { node, type Program, root } from './resources.ts';

/** What Node starts the client with, as in its package. */
export const clientNodeOptions: readonly string[] = JSON.parse(
  readFileSync(join(root, 'apps/client/node-options.json'), 'utf8'),
);

/** The user's real program on a virtual display, told what to do line by line as its `--no-window` mode offers. */
export class Client {
  readonly process: Program;

  private constructor(process: Program) {
    this.process = process;
  }

  static start(
    display: Display,
    serverUrl: string,
    options: { args?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
  ): Client {
    const { args = ['--no-window'], env = {} } = options;
    return new Client(
      display.start(
        node,
        [...clientNodeOptions, join(root, 'apps/client/src/main.ts'), '--server', serverUrl, ...args],
        env,
      ),
    );
  }

  /** A client that was started in another way. @param process whose stdin and stdout are the user's side */
  static of(process: Program): Client {
    return new Client(process);
  }

  /** The packed program as it is unpacked: the server is in its settings. */
  static startPacked(display: Display, executable: string, env: NodeJS.ProcessEnv = {}): Client {
    return new Client(display.start(executable, ['--no-window'], env));
  }

  /** Every status that it has told so far. */
  get statuses(): readonly HostStatus[] {
    return this.process.stdout
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as HostStatus);
  }

  get status(): HostStatus | undefined {
    // The last whole line alone: a long transfer tells thousands, and who waits looks at them every few milliseconds.
    const { stdout } = this.process;
    const end = stdout.lastIndexOf('\n');
    const line = stdout.slice(stdout.lastIndexOf('\n', end - 1) + 1, Math.max(end, 0));
    return line.startsWith('{') ? (JSON.parse(line) as HostStatus) : this.statuses.at(-1);
  }

  /** Waits until the newest status fits. */
  until(what: string, fits: (status: HostStatus) => boolean, timeoutMs?: number): Promise<HostStatus> {
    return this.process.until(
      `the user's window shows ${what}`,
      () => {
        const status = this.status;
        return status && fits(status) && status;
      },
      timeoutMs,
    );
  }

  /** Waits for ID and password. */
  async credentials(): Promise<{ id: string; password: string }> {
    const { id, password } = await this.until('ID and password', (status) => status.phase === 'waiting');
    if (id === undefined || password === undefined) throw new Error('waiting without ID or password');
    return { id, password };
  }

  command(command: UserCommand): void {
    this.process.child.stdin?.write(`${JSON.stringify(command)}\n`);
  }

  /** Lets the asking helper in. */
  async allow(): Promise<void> {
    const { helpers } = await this.until('who asks', ({ helpers }) => helpers.some(isAsking));
    this.command({ type: 'allow', person: helpers.find(isAsking)?.person ?? 0 });
  }

  /** Grants the control that a helper asks for. */
  allowControl(): Promise<void> {
    return this.allowGrant('control');
  }

  /** Waits until a helper asks for it, and grants it. */
  async allowGrant(grant: Grant, duration: GrantDuration = 'session'): Promise<void> {
    const asks = ({ request }: HelperStatus) => request?.grant === grant;
    const { helpers } = await this.until(`that ${grant} is asked for`, ({ helpers }) => helpers.some(asks));
    const person = helpers.find(asks)?.person ?? 0;
    this.command({ type: 'allow-grant', person, grant, duration });
    await this.until(`that ${grant} is on`, (status) => this.grantsOf(status, person).includes(grant));
  }

  /** @returns what that helper holds; the first one without a number */
  grantsOf(
    { helpers } = this.status ?? { helpers: [] as readonly HelperStatus[] },
    person?: number,
  ): Grant[] {
    const helper = helpers.find((each) => person === undefined || each.person === person);
    return helper?.grants.map(({ grant }) => grant) ?? [];
  }
}

const isAsking = ({ state }: HelperStatus) => state === 'asking';
