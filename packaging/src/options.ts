import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseServer } from '../../apps/client/src/settings.ts';
import { root } from './run.ts';

/** What the operator chooses about the packages. */
export interface Options {
  /** Where everything is put. */
  readonly out: string;
  /** The server's origin, for `fjernhjelp.json` and the operator's files. */
  readonly server?: string;
  /** A `fjernhjelp.json` to pack as it is, instead of one made from the server. */
  readonly settings?: string;
  /** PEM file with the Ed25519 private key that signs the settings. */
  readonly settingsKey?: string;
  /** Company in the Windows files' details and the test certificate. */
  readonly publisher: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly timestampUrl?: string;
  readonly testCertificate: boolean;
  readonly installFolder: string;
  /** GUID in braces. */
  readonly basePolicy: string;
}

/** The base policy that policies in the single format count as. */
const SINGLE_POLICY = '{A244370E-44C9-4C06-B551-F6016E563076}';
const GUID = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;

/** @throws Error with one sentence for the operator */
export function parseOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: text,
      server: text,
      settings: text,
      'settings-key': text,
      publisher: text,
      certificate: text,
      key: text,
      timestamp: text,
      'test-certificate': { type: 'boolean' },
      'install-folder': text,
      'base-policy': text,
    },
  });
  const server = values.server === undefined ? undefined : parseServer(values.server);
  if (values.server !== undefined && server === undefined)
    throw new Error('--server is no address such as https://hjelp.kommune.no');
  if (server !== undefined && values.settings !== undefined)
    throw new Error('--server and --settings both say what is in fjernhjelp.json: choose one');
  if ((values.certificate === undefined) !== (values.key === undefined))
    throw new Error('--certificate and --key belong together');
  if (values.certificate !== undefined && values['test-certificate'])
    throw new Error('--certificate and --test-certificate exclude each other');
  const basePolicy = GUID.exec(values['base-policy'] ?? SINGLE_POLICY)?.[1];
  if (basePolicy === undefined) throw new Error('--base-policy is no GUID');
  const installFolder = values['install-folder'] ?? 'C:\\Program Files\\Fjernhjelp';
  if (!/^[A-Z]:\\[^"<>|?*%/]*[^"<>|?*%/\\]$/i.test(installFolder))
    throw new Error('--install-folder is no folder such as C:\\Program Files\\Fjernhjelp');
  const file = (path: string) => resolve(root, path);
  return {
    out: file(values.out ?? '.build/package'),
    ...(server !== undefined && { server }),
    ...(values.settings !== undefined && { settings: file(values.settings) }),
    ...(values['settings-key'] !== undefined && { settingsKey: file(values['settings-key']) }),
    publisher: values.publisher ?? 'Fjernhjelp',
    ...(values.certificate !== undefined && { certificate: file(values.certificate) }),
    ...(values.key !== undefined && { key: file(values.key) }),
    ...(values.timestamp !== undefined && { timestampUrl: values.timestamp }),
    testCertificate: values['test-certificate'] === true,
    installFolder,
    basePolicy: `{${basePolicy.toUpperCase()}}`,
  };
}
