import type { ReceiptPerson, ReceiptUnfinished } from '@fjernhjelp/protocol';

/** More than that nobody reads on the page of the end; the receipt has more. */
const SHOWN = 5;

/** What the page of the end says of files that did not arrive. */
export interface UnfinishedFiles {
  readonly count: number;
  /** The first of them, with the helper's name as stated. */
  readonly shown: readonly (ReceiptUnfinished & { readonly helper: string })[];
  /** What is on the disk of this end of what came to it; undefined when nothing was to come. */
  readonly left: ReceiptUnfinished['left'] | undefined;
  readonly hasToUser: boolean;
  readonly hasFromUser: boolean;
}

/** Whose files they are. */
export type UnfinishedOf = Pick<ReceiptPerson, 'name' | 'unfinished' | 'unfinishedCount'>;

/** @param side whose page it is. @returns undefined when every file arrived */
export function unfinishedFiles(
  people: readonly UnfinishedOf[],
  side: 'user' | 'helper',
): UnfinishedFiles | undefined {
  const count = people.reduce((sum, { unfinishedCount }) => sum + unfinishedCount, 0);
  if (count === 0) return undefined;
  const all = people.flatMap(({ name, unfinished }) => unfinished.map((file) => ({ ...file, helper: name })));
  const came = all.filter(({ grant }) => (grant === 'files-to-user') === (side === 'user'));
  const worst = (['part', 'removing', 'nothing'] as const).find((left) =>
    came.some((file) => file.left === left),
  );
  return {
    count,
    shown: all.slice(0, SHOWN),
    left: worst,
    hasToUser: all.some(({ grant }) => grant === 'files-to-user'),
    hasFromUser: all.some(({ grant }) => grant === 'files-from-user'),
  };
}
