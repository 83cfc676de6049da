import { type ClientArguments, parseArguments } from './arguments.ts';
import { createTexts, type Language } from './languages.ts';
import { createLog } from './log.ts';
import type { Policy } from './policy/policy.ts';
import { readPolicy } from './policy/read-policy.ts';
import { program } from './program.ts';
import { parseServer, readSettings } from './settings.ts';
import { StartProblem } from './start-problem.ts';
import { loadSystem, type System } from './system.ts';
import { tuneEngine } from './tune-engine.ts';

/** Where the settings say nothing: a working day, and a long lunch. */
const LONGEST_MINUTES = 8 * 60;
const IDLE_MINUTES = 60;

const log = createLog(
  (line) => void process.stderr.write(line),
  () => new Date(),
);

let system: System | undefined;
let language: Language = 'nb';

let hasWindow = false;

/** One sentence in the person's language, exit code 1. */
function giveUp(problem: StartProblem): void {
  const sentence = createTexts(language)(problem.code, problem.params);
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
  if (hasWindow && !process.stderr.isTTY) system?.showMessage(sentence, process.env);
}

/**
 * Which server it is, by what goes before what: policy, `--server`, settings. A policy that wants signed settings lets nobody
 * get round them by an argument.
 */
function chooseServer(
  policy: Policy,
  args: ClientArguments,
  inSettings: string | undefined,
): string | undefined {
  const asked = args.server === undefined ? undefined : parseServer(args.server);
  if (args.server !== undefined && asked === undefined)
    throw new StartProblem('server-malformed', { server: args.server });
  const decided = policy.server ?? (policy.settingsKey === undefined ? undefined : inSettings);
  const isDecided = policy.server !== undefined || policy.settingsKey !== undefined;
  if (isDecided && asked !== undefined && asked !== decided) throw new StartProblem('policy-decides-server');
  return decided ?? asked ?? inSettings;
}

async function main(): Promise<void> {
  tuneEngine();
  system = await loadSystem();
  language = system.language(process.env);
  const args = parseArguments(process.argv.slice(2));
  language = args.language ?? args.link?.language ?? language;
  hasWindow = args.window;
  if (args.version) {
    process.stdout.write(`Fjernhjelp ${program.version}\n`);
    return;
  }
  if (args.registerLink) {
    const chosen = args.server === undefined ? [] : ['--server', args.server];
    await system.registerLink([...program.command, ...chosen], process.env);
    process.stdout.write(`${createTexts(language)('link-registered')}\n`);
    return;
  }
  const policy = await readPolicy(process.platform);
  language = args.language ?? args.link?.language ?? policy.language ?? language;
  const settingsFile = args.settings ?? program.settingsFile;
  const settings = readSettings(settingsFile, args.settings !== undefined, policy.settingsKey);
  language = args.language ?? args.link?.language ?? policy.language ?? settings.language ?? language;
  const server = chooseServer(policy, args, settings.server);
  if (server === undefined) throw new StartProblem('server-missing', { file: settingsFile });
  if (args.link?.ticket !== undefined) log('started-by-link', { ticket: args.link.ticket });

  const { runClient } = await import('./client.ts');
  await runClient({
    server,
    language,
    pagesFolder: program.pagesFolder,
    window: args.window,
    longestMinutes: settings.longestMinutes ?? LONGEST_MINUTES,
    idleMinutes: settings.idleMinutes ?? IDLE_MINUTES,
    directPath: settings.directPath ?? true,
    sounds: settings.sounds ?? true,
    userFirstMs: settings.userFirstMs,
    env: process.env,
    system,
    log,
    giveUp,
  });
}

main().catch((error: unknown) => {
  if (!(error instanceof StartProblem)) throw error;
  giveUp(error);
});
