import type { FilePlace } from '@fjernhjelp/host';

const first = ['videos', 'documents'] as const;

/** @returns the same places, those first where one looks for a recording */
export function recordingPlaces(places: readonly FilePlace[]): readonly FilePlace[] {
  const rank = ({ name }: FilePlace) => {
    const at = (first as readonly string[]).indexOf(name);
    return at < 0 ? first.length : at;
  };
  return places.toSorted((a, b) => rank(a) - rank(b));
}
