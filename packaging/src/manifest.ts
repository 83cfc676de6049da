import { limits } from '@fjernhjelp/protocol';
import { sha256 } from './checksums.ts';
import type { Edition } from './edition.ts';
import type { Package } from './packages.ts';
import type { Publisher } from './signing.ts';

/** What the server reads beside the packages (apps/server/src/packages). */
export const MANIFEST_FILE = 'packages.json';

export function packageManifest(
  edition: Edition,
  packages: readonly Package[],
  publisher: Publisher | undefined,
): string {
  const manifest = {
    version: edition.version,
    edition: edition.shown,
    protocolVersion: limits.protocolVersion,
    packages: packages.map(({ system, fileName, archive }) => ({
      system,
      file: fileName,
      sizeBytes: archive.length,
      sha256: sha256(archive),
      // Programs for Linux carry no signature of their own.
      signer: system === 'windows-x64' && publisher !== undefined ? publisher.name : null,
    })),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
