import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseSettings } from '../../apps/client/src/settings.ts';
import type { Entry } from './archive/entry.ts';
import type { Options } from './options.ts';

export interface SettingsFiles {
  /** `fjernhjelp.json` and, when there is a key, `fjernhjelp.json.sig`. */
  readonly entries: readonly Entry[];
  /** The server that they name. */
  readonly server?: string;
  /** The raw public key in base64. */
  readonly publicKey?: string;
}

/**
 * The settings are files of their own, beside the signed program and never in it.
 * @throws StartProblem for settings that the client would not take
 */
export async function settingsFiles(options: Options): Promise<SettingsFiles> {
  const made = options.server === undefined ? {} : { server: options.server };
  const bytes =
    options.settings === undefined
      ? Buffer.from(`${JSON.stringify(made, undefined, 2)}\n`)
      : await readFile(options.settings);
  const { server } = parseSettings(bytes.toString('utf8'), options.settings ?? 'fjernhjelp.json');
  const entries: Entry[] = [{ path: 'fjernhjelp.json', bytes }];
  const base = { entries, ...(server !== undefined && { server }) };
  if (options.settingsKey === undefined) return base;

  const key = createPrivateKey(await readFile(options.settingsKey));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('--settings-key is no Ed25519 key');
  const signature = sign(null, bytes, key).toString('base64');
  entries.push({ path: 'fjernhjelp.json.sig', bytes: Buffer.from(`${signature}\n`) });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { ...base, publicKey: publicKey.toString('base64') };
}
