import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join, resolve } from 'node:path';

/** The checkout's root folder. */
export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');

const bin = join(root, 'node_modules', '.bin');
const onWindows = process.platform === 'win32';

/** The environment in which everything runs: the project's own Node and tools come first. */
export function toolEnvironment() {
  const { npm_config_nodedir: _ignored, ...env } = process.env;
  return { ...env, PATH: `${bin}${delimiter}${env.PATH ?? ''}` };
}

/** The project's own tools, with this terminal. */
const inTerminal = () => ({ cwd: root, stdio: 'inherit', env: toolEnvironment(), shell: onWindows });

/**
 * Runs a command to its end with this terminal.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {number} its exit code
 */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { ...inTerminal(), ...options });
  if (result.error) throw result.error;
  // A person's Ctrl+C ends the child and this with it.
  return result.status ?? 130;
}

/**
 * Like `run`, for what goes on until it is told to stop: that is passed on, and its end waited for.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function runService(command, args) {
  const child = spawn(command, args, inTerminal());
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  return code ?? 130;
}

/** Like `run`, and ends this process with the same code when it is not 0. */
export function must(command, args, options) {
  const code = run(command, args, options);
  if (code !== 0) process.exit(code);
}
