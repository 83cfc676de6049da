import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { contrastOf, WHITE } from '../operator/color.ts';
import { DARK_PAGE, fitsDark, fitsLight, nearestDark, nearestLight } from '../operator/color-scheme.ts';
import { causeOf, StartFailure } from '../start-failure.ts';
import { definitions, type ServerSettings, type SettingName } from './definitions.ts';

const ENVIRONMENT_PREFIX = 'FJERNHJELP_';
const DEFAULT_FILE = 'fjernhjelp-server.json';

type Environment = Readonly<Record<string, string | undefined>>;
type Raw = Partial<Record<SettingName, unknown>>;

/** @returns the variable that sets it: `dataFolder` → `FJERNHJELP_DATA_FOLDER` */
export function variableName(name: string): string {
  return ENVIRONMENT_PREFIX + name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** @returns what holds where nothing is set; paths relative to the working folder */
export function defaultSettings(workingFolder: string): ServerSettings {
  return {
    host: 'localhost',
    port: 8080,
    dataFolder: join(workingFolder, 'data'),
    webFolder: join(import.meta.dirname, '../../../web/dist'),
    selfSigned: false,
    trustedProxies: [],
    directPath: true,
    iceServers: [],
    operatorLinks: [],
    doors: ['client', 'package', 'browser'],
    browserDoorLongestMinutes: 480,
    browserDoorIdleMinutes: 60,
    maxSessions: 2000,
    maxLinksPerSession: 8,
    maxWaitingSockets: 400,
    newSessionsPerMinute: 120,
    unknownIdsPerMinute: 30,
    logLevel: 'info',
  };
}

/**
 * Reads the settings: the defaults, over them the file, over them the environment.
 * @param args the command line after the program: nothing, or `--settings <file>`
 * @throws StartFailure naming the setting, file or argument that is wrong
 */
export function readSettings(
  args: readonly string[],
  env: Environment,
  workingFolder: string,
): ServerSettings {
  const file = settingsFile(args, workingFolder);
  const settings = {
    ...defaultSettings(workingFolder),
    ...(file === undefined ? {} : fromFile(file)),
    ...fromEnvironment(env, workingFolder),
  };
  const tlsFiles = [settings.tlsCertificateFile, settings.tlsKeyFile].filter(
    (name) => name !== undefined,
  ).length;
  if (tlsFiles === 1 || (tlsFiles === 2 && settings.selfSigned)) throw new StartFailure('tls-pair');
  if (settings.turnSecretFile === undefined && settings.iceServers.some((url) => url.startsWith('turn')))
    throw new StartFailure('turn-secret-missing');
  checkColors(settings);
  return settings;
}

/** Colours that people cannot tell from what is behind them are refused, with one that they can. */
function checkColors({ operatorColor, operatorDarkColor }: ServerSettings): void {
  const ratio = (value: number) => value.toFixed(1);
  if (operatorColor !== undefined && !fitsLight(operatorColor))
    throw new StartFailure('color-contrast', {
      color: operatorColor,
      contrast: ratio(contrastOf(operatorColor, WHITE)),
      better: nearestLight(operatorColor),
    });
  if (operatorDarkColor === undefined) return;
  if (operatorColor === undefined) throw new StartFailure('dark-color-alone');
  if (!fitsDark(operatorDarkColor))
    throw new StartFailure('dark-color-contrast', {
      color: operatorDarkColor,
      contrast: ratio(contrastOf(operatorDarkColor, DARK_PAGE)),
      better: nearestDark(operatorDarkColor),
    });
}

function settingsFile(args: readonly string[], workingFolder: string): string | undefined {
  const [first, second, ...more] = args.flatMap((arg) =>
    arg.startsWith('--settings=') ? ['--settings', arg.slice('--settings='.length)] : [arg],
  );
  if (first === undefined) {
    const file = join(workingFolder, DEFAULT_FILE);
    return existsSync(file) ? file : undefined;
  }
  const wrong = first !== '--settings' || second === undefined ? first : more[0];
  if (wrong !== undefined || second === undefined)
    throw new StartFailure('unknown-argument', { argument: String(wrong) });
  return resolve(workingFolder, second);
}

function fromFile(file: string): Partial<ServerSettings> {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartFailure('settings-unreadable', { file, why: causeOf(cause) }, { cause });
  }
  let raw: unknown;
  try {
    raw = JSON.parse(content);
  } catch (cause) {
    throw new StartFailure('settings-not-json', { file }, { cause });
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new StartFailure('settings-not-json', { file });
  }
  for (const name of Object.keys(raw)) {
    if (!Object.hasOwn(definitions, name)) throw new StartFailure('unknown-setting', { name: quote(name) });
  }
  return check(raw as Raw, dirname(file), (name) => name);
}

function fromEnvironment(env: Environment, workingFolder: string): Partial<ServerSettings> {
  const names = new Map(settingNames().map((name) => [variableName(name), name]));
  const raw: Raw = {};
  for (const [variable, text] of Object.entries(env)) {
    if (!variable.startsWith(ENVIRONMENT_PREFIX) || text === undefined) continue;
    const name = names.get(variable);
    if (name === undefined) throw new StartFailure('unknown-setting', { name: variable });
    raw[name] = fromText(definitions[name].kind, text);
  }
  return check(raw, workingFolder, variableName);
}

function fromText(kind: (typeof definitions)[SettingName]['kind'], text: string): unknown {
  if (kind === 'integer') return /^\d{1,9}$/.test(text) ? Number(text) : text;
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (kind === 'list') return text.trim() === '' ? [] : text.split(',').map((item) => item.trim());
  return text;
}

function check(raw: Raw, folder: string, shownName: (name: SettingName) => string): Partial<ServerSettings> {
  const checked: Raw = {};
  for (const name of settingNames()) {
    if (!Object.hasOwn(raw, name)) continue;
    const { schema, expected, kind } = definitions[name];
    const result = schema.safeParse(raw[name]);
    if (!result.success) {
      const values = { name: shownName(name), value: quote(raw[name]) };
      throw new StartFailure('malformed-setting', values, { expected });
    }
    checked[name] = kind === 'file' ? resolve(folder, result.data as string) : result.data;
  }
  return checked as Partial<ServerSettings>;
}

function settingNames(): SettingName[] {
  return Object.keys(definitions) as SettingName[];
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
