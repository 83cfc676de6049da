import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArguments } from './arguments.ts';
import { createTexts, type Language } from './languages.ts';
import { createLog } from './log.ts';
import { parseServer, readSettings } from './settings.ts';
import { StartProblem } from './start-problem.ts';
import { loadSystem, type System } from './system.ts';

const program = fileURLToPath(import.meta.url);
/** Beside the program: in a checkout that is apps/client, in a packed client the folder of the program. */
const settingsBesideProgram = join(dirname(dirname(program)), 'fjernhjelp.json');

/** As `npm run build` leaves them. */
const builtPages = join(dirname(program), '..', '..', 'web', 'dist');

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

async function main(): Promise<void> {
  system = await loadSystem();
  language = system.language(process.env);
  const args = parseArguments(process.argv.slice(2));
  language = args.language ?? language;
  hasWindow = args.window;
  if (args.registerLink) {
    const chosen = args.server === undefined ? [] : ['--server', args.server];
    await system.registerLink([process.execPath, program, ...chosen], process.env);
    process.stdout.write(`${createTexts(language)('link-registered')}\n`);
    return;
  }
  const settingsFile = args.settings ?? settingsBesideProgram;
  const settings = readSettings(settingsFile, args.settings !== undefined);
  language = args.language ?? settings.language ?? language;
  const server = args.server === undefined ? settings.server : parseServer(args.server);
  if (args.server !== undefined && server === undefined)
    throw new StartProblem('server-malformed', { server: args.server });
  if (server === undefined) throw new StartProblem('server-missing', { file: settingsFile });

  const { runClient } = await import('./client.ts');
  await runClient({
    server,
    language,
    pagesFolder: builtPages,
    window: args.window,
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
