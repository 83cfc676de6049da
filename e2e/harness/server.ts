import { join } from 'node:path';
import { freePort, node, type Program, type Resources, root } from './resources.ts';

/** The real server as its own process, on a free port, with its data in a temporary folder. */
export class Server {
  readonly port: number;
  readonly dataFolder: string;
  readonly #resources: Resources;
  readonly #env: NodeJS.ProcessEnv;
  /** All that every run of it printed. */
  #earlierOutput = '';
  process!: Program;

  private constructor(resources: Resources, port: number, dataFolder: string, env: NodeJS.ProcessEnv) {
    this.#resources = resources;
    this.port = port;
    this.dataFolder = dataFolder;
    this.#env = env;
  }

  static async start(resources: Resources, env: NodeJS.ProcessEnv = {}): Promise<Server> {
    const server = new Server(resources, await freePort(), await resources.temporaryFolder('server'), env);
    await server.startAgain();
    return server;
  }

  get url(): string {
    const scheme = this.#env['FJERNHJELP_SELF_SIGNED'] === 'true' ? 'https' : 'http';
    return `${scheme}://localhost:${this.port}`;
  }

  get output(): string {
    return this.#earlierOutput + this.process.stdout + this.process.stderr;
  }

  async startAgain(): Promise<void> {
    if (this.process) this.#earlierOutput += this.process.stdout + this.process.stderr;
    this.process = this.#resources.spawn(node, [join(root, 'apps/server/src/main.ts')], {
      cwd: this.dataFolder,
      env: {
        // What the relay does is tested where everything goes through it.
        FJERNHJELP_DIRECT_PATH: 'false',
        ...this.#env,
        FJERNHJELP_PORT: String(this.port),
        FJERNHJELP_DATA_FOLDER: this.dataFolder,
      },
    });
    await this.process.until('the server is ready', ({ stdout }) => stdout.includes('Fjernhjelp er klar'));
  }

  /** Stops it as an operator does. @returns its exit code */
  async stop(): Promise<number> {
    this.process.signal('SIGTERM');
    return this.process.exited;
  }
}
