/** What the server says of a package (apps/server/src/http/packages.ts). */
export interface OfferedPackage {
  readonly version: string;
  readonly system: 'windows-x64' | 'linux-x64';
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly signer: string | null;
}

/** @returns the system that a browser says it runs on, where there is a package for it; phones have none */
export function systemOf(userAgent: string): OfferedPackage['system'] | undefined {
  if (/Windows NT/.test(userAgent)) return 'windows-x64';
  return /Linux (x86_64|amd64)/.test(userAgent) && !/Android/.test(userAgent) ? 'linux-x64' : undefined;
}

/** @param answer of `/api/packages`: our own server's, and still only taken as far as it is what it should be */
export function packageFor(
  system: OfferedPackage['system'] | undefined,
  answer: unknown,
): OfferedPackage | undefined {
  const { version, packages } = (answer ?? {}) as { version?: unknown; packages?: unknown };
  if (typeof version !== 'string' || !Array.isArray(packages)) return undefined;
  const found = (packages as Partial<OfferedPackage>[]).find((offered) => offered?.system === system);
  if (system === undefined || found === undefined) return undefined;
  const { file, sizeBytes, sha256, signer } = found;
  if (typeof file !== 'string' || typeof sizeBytes !== 'number' || typeof sha256 !== 'string')
    return undefined;
  return { version, system, file, sizeBytes, sha256, signer: typeof signer === 'string' ? signer : null };
}
