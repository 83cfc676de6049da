/** What `parseSessionId` and `parsePassword` skip. */
const SEPARATOR = /[\s.,\-\u2010-\u2015\u2212]/;
const GROUPABLE = /^[\p{L}\p{N}\s.,\-\u2010-\u2015\u2212]*$/u;

export interface Typed {
  readonly text: string;
  /** Where the caret stands, in UTF-16 units from the start. */
  readonly caret: number;
}

/**
 * Puts what is being typed in groups, and keeps the caret behind the same character. What can be no ID or password is left
 * as it was typed.
 * @param deletesForward the change was made with Delete: the caret goes past a space that came back
 */
export function regroup({ text, caret }: Typed, groupLength: number, deletesForward = false): Typed {
  if (!GROUPABLE.test(text)) return { text, caret };
  const characters = [...text].filter((character) => !SEPARATOR.test(character));
  const before = [...text.slice(0, caret)].filter((character) => !SEPARATOR.test(character));

  let grouped = '';
  let groupedCaret = 0;
  characters.forEach((character, index) => {
    if (index > 0 && index % groupLength === 0) grouped += ' ';
    grouped += character;
    if (index === before.length - 1) groupedCaret = grouped.length;
  });
  if (deletesForward && grouped[groupedCaret] === ' ') groupedCaret += 1;
  return { text: grouped, caret: groupedCaret };
}
