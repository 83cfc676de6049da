import { execFile } from 'node:child_process';
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, node, type Program, type Resources, root, until } from '../../e2e/harness/resources.ts';
import { peerPackage } from './packages.ts';

const exec = promisify(execFile);
export const PACKAGE = 'meshcentral';
const USER = 'admin';
const GROUP = 'bench';
/** Certificates, an account and a device group, made once: every run starts with a copy. */
const prepared = join(root, '.build/peers/meshcentral');

/** A MeshCentral server that runs, with one account and one device group. */
export interface MeshServer {
  readonly program: Program;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** What an agent's .msh file must hold to belong to the group. */
  readonly agentSettings: string;
  /** @returns the ID of the one device that is connected, without `node//`, when it is */
  connectedDevice(): Promise<string | undefined>;
}

export async function startMeshServer(resources: Resources): Promise<MeshServer> {
  const folder = await resources.temporaryFolder('meshcentral');
  await cp(await prepare(resources), folder, { recursive: true });
  const running = await start(resources, folder);
  const { password, group } = JSON.parse(await readFile(join(folder, 'bench.json'), 'utf8')) as Secrets;
  const certificate = new X509Certificate(
    await readFile(join(folder, 'data/agentserver-cert-public.crt'), 'utf8'),
  );
  // How an agent knows its server: SHA-384 of the public key (MeshCentral's getPublicKeyHash).
  const key = certificate.publicKey.export({ type: 'pkcs1', format: 'der' });
  const serverId = createHash('sha384').update(key).digest('hex').toUpperCase();
  const groupId = Buffer.from(group.replaceAll('@', '+').replaceAll('$', '/'), 'base64').toString('hex');
  const agentSettings = [
    `MeshName=${GROUP}`,
    'MeshType=2',
    `MeshID=0x${groupId.toUpperCase()}`,
    `ServerID=${serverId}`,
    `MeshServer=wss://127.0.0.1:${running.port}/agent.ashx`,
    '',
  ].join('\r\n');
  return {
    ...running,
    user: USER,
    password,
    agentSettings,
    async connectedDevice() {
      const devices = JSON.parse(await control(running.port, password, 'listdevices', '--json')) as Device[];
      return devices.find(({ conn }) => conn === 1)?._id.replace('node//', '');
    },
  };
}

interface Device {
  readonly _id: string;
  readonly conn?: number;
}

interface Secrets {
  readonly password: string;
  readonly group: string;
}

/** @returns the prepared folder */
async function prepare(resources: Resources): Promise<string> {
  const isThere = await readFile(join(prepared, 'bench.json')).catch(() => undefined);
  if (isThere !== undefined) return prepared;
  const folder = `${prepared}-${process.pid}`;
  await mkdir(join(folder, 'data'), { recursive: true });
  await configure(folder, await freePort());
  const password = randomBytes(16).toString('hex');
  await exec(node, [...command(folder), '--createaccount', USER, '--pass', password]);
  await exec(node, [...command(folder), '--adminaccount', USER]);
  const { program, port } = await start(resources, folder);
  const answer = await control(port, password, 'adddevicegroup', '--name', GROUP);
  const group = /^ok mesh\/\/(\S+)/.exec(answer)?.[1];
  if (group === undefined) throw new Error(`MeshCentral makes no device group: ${answer}`);
  // It answers before it stores that the group is the account's, without which the account sees no device.
  await until('the account’s group is stored', async () =>
    (await readFile(join(folder, 'data/meshcentral.db'), 'utf8')).includes('"links":{"mesh//'),
  );
  await program.kill();
  await writeFile(join(folder, 'bench.json'), JSON.stringify({ password, group } satisfies Secrets));
  await rename(folder, prepared);
  return prepared;
}

async function start(resources: Resources, folder: string): Promise<{ program: Program; port: number }> {
  const port = await freePort();
  await configure(folder, port);
  const program = resources.spawn(node, command(folder), { cwd: folder });
  await program.until('MeshCentral listens', ({ stdout }) => stdout.includes(`on port ${port}`), 60_000);
  return { program, port };
}

function command(folder: string): string[] {
  const main = join(peerPackage(PACKAGE), 'meshcentral.js');
  return [main, '--datapath', join(folder, 'data'), '--filespath', join(folder, 'files')];
}

/** Its defaults, but for what would reach for the internet or change itself. */
async function configure(folder: string, port: number): Promise<void> {
  const settings = {
    cert: 'localhost',
    port,
    redirPort: 0,
    exactPorts: true,
    selfUpdate: false,
    agentTimeStampServer: false,
    autoBackup: false,
  };
  const config = { settings, domains: { '': { newAccounts: false, minify: true } } };
  await writeFile(join(folder, 'data/config.json'), JSON.stringify(config));
}

/** Runs its command line tool. @returns what it prints */
async function control(
  port: number,
  password: string,
  action: string,
  ...args: readonly string[]
): Promise<string> {
  const login = ['--url', `wss://localhost:${port}`, '--loginuser', USER, '--loginpass', password];
  const tool = join(peerPackage(PACKAGE), 'meshctrl.js');
  return (await exec(node, [tool, action, ...login, ...args])).stdout;
}
