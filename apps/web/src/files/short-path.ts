/** As much of a path as fits on a few lines. */
const MOST_CHARACTERS = 80;

/** @returns the path, or its beginning and its end, which has the name and the kind of the file */
export function shortPath(path: string): string {
  const characters = [...path];
  if (characters.length <= MOST_CHARACTERS) return path;
  const half = Math.floor((MOST_CHARACTERS - 1) / 2);
  return `${characters.slice(0, half).join('')}…${characters.slice(-half).join('')}`;
}
