import koffi from 'koffi';
import type { Pointer } from '../libraries.ts';
import { loadHttp } from './libraries.ts';
import { isBypassed, proxyInList } from './proxy-settings.ts';
import { openRegistryKey } from './registry.ts';

type Http = ReturnType<typeof loadHttp>;

const SETTINGS = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
/** Says 0 where the machine's settings go before the user's. */
const POLICY = 'Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
/** WINHTTP_AUTOPROXY_OPTIONS. */
const options = { sizeBytes: 32, flags: 0, script: 8, logon: 28 };
const SCRIPT_ADDRESS = 2;
/** WINHTTP_PROXY_INFO. */
const proxyInfo = { sizeBytes: 24, access: 0, proxy: 8, bypass: 16 };
const NAMED_PROXY = 3;
const NO_PROXY = 1;
/** A script's server that is silent for so long leaves us with what the settings say besides. */
const SCRIPT_WAIT_MS = 5000;
const NAME_CHARS = 2048;

/**
 * Looks the proxy up in the user's Internet settings: the automatic-configuration address (a script that Windows itself fetches and
 * runs), else the static proxy. A proxy that a network announces by itself (WPAD) is not asked for: it takes seconds where there is
 * none, and whoever owns the network could announce one.
 */
export async function findUserProxy(origin: string): Promise<URL | undefined> {
  const server = new URL(origin);
  const isPerUser = openRegistryKey('machine', POLICY).number('ProxySettingsPerUser') !== 0;
  const settings = openRegistryKey(isPerUser ? 'user' : 'machine', SETTINGS);
  const script = settings.text('AutoConfigURL');
  const fromScript = script === '' ? undefined : await askScript(loadHttp(), server, script);
  if (fromScript !== undefined) return fromScript === 'direct' ? undefined : fromScript;
  if (settings.number('ProxyEnable') !== 1 || isBypassed(server, settings.text('ProxyOverride')))
    return undefined;
  return proxyInList(settings.text('ProxyServer'), server.protocol);
}

/** @returns undefined when the script cannot be had or fails */
async function askScript(win: Http, server: URL, script: string): Promise<URL | 'direct' | undefined> {
  const session = win.WinHttpOpen('Fjernhjelp', NO_PROXY, null, null, 0);
  if (session === null) return undefined;
  win.WinHttpSetTimeouts(session, SCRIPT_WAIT_MS, SCRIPT_WAIT_MS, SCRIPT_WAIT_MS, SCRIPT_WAIT_MS);
  const address = wideText(script);
  const asked = koffi.alloc('uint8_t', options.sizeBytes) as Pointer;
  const answer = koffi.alloc('uint8_t', proxyInfo.sizeBytes) as Pointer;
  try {
    const fields = new DataView(koffi.view(asked, options.sizeBytes));
    fields.setUint32(options.flags, SCRIPT_ADDRESS, true);
    fields.setBigUint64(options.script, address, true);
    fields.setUint32(options.logon, 1, true);
    const call = win.WinHttpGetProxyForUrl as typeof win.WinHttpGetProxyForUrl & {
      async(...args: unknown[]): void;
    };
    const found = await new Promise<boolean>((resolve, reject) => {
      call.async(session, server.href, asked, answer, (error: Error | null, result: number) =>
        error ? reject(error) : resolve(result !== 0),
      );
    });
    if (!found) return undefined;
    const told = Buffer.from(koffi.view(answer, proxyInfo.sizeBytes));
    const proxy = takeText(win, told.readBigUInt64LE(proxyInfo.proxy));
    const bypass = takeText(win, told.readBigUInt64LE(proxyInfo.bypass));
    if (told.readUInt32LE(proxyInfo.access) !== NAMED_PROXY || isBypassed(server, bypass)) return 'direct';
    return proxyInList(proxy, server.protocol) ?? 'direct';
  } finally {
    for (const memory of [address, asked, answer]) koffi.free(memory);
    win.WinHttpCloseHandle(session);
  }
}

/** @returns UTF-16 that stays where it is, ended by a 0 */
function wideText(text: string): Pointer {
  const bytes = Buffer.from(`${text}\0`, 'utf16le');
  const memory = koffi.alloc('uint8_t', bytes.length) as Pointer;
  new Uint8Array(koffi.view(memory, bytes.length)).set(bytes);
  return memory;
}

/** Reads a text that is ours to free. @returns "" for none */
function takeText(win: Http, address: bigint): string {
  if (address === 0n) return '';
  const text = koffi.decode(address, 'char16_t', -1) as string;
  win.GlobalFree(address);
  return text.slice(0, NAME_CHARS);
}
