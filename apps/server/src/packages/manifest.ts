import * as z from 'zod';

/** The file that `npm run package` writes beside the packages (packaging/src/manifest.ts). */
export const MANIFEST_FILE = 'packages.json';

const version = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/);

const manifest = z.strictObject({
  version,
  /** Version and commit. */
  edition: z.string().max(100),
  protocolVersion: z.int().min(1).max(65_535),
  packages: z
    .array(
      z.strictObject({
        system: z.enum(['windows-x64', 'linux-x64']),
        /** A name without folders: it becomes a part of an address. */
        file: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/),
        sizeBytes: z.int().min(1),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        /** Whose signature the programs in it have; null: none. */
        signer: z.string().min(1).max(200).nullable(),
      }),
    )
    .max(10)
    .refine((all) => new Set(all.map(({ file }) => file)).size === all.length, 'a file twice'),
});

export type PackageManifest = z.infer<typeof manifest>;
export type PackageEntry = PackageManifest['packages'][number];

/** @throws SyntaxError | z.ZodError */
export function parseManifest(text: string): PackageManifest {
  return manifest.parse(JSON.parse(text));
}
