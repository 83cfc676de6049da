import type { Rolldown } from 'vite';

/** @returns what the build made of a file. @throws Error when it has none of that name */
export function textOf(bundle: Rolldown.OutputBundle, name: string): string {
  const file = bundle[name];
  if (file === undefined) throw new Error(`the build has no ${name}`);
  return file.type === 'chunk' ? file.code : Buffer.from(file.source).toString();
}
