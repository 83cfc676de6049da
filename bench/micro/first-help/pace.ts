/** How fast somebody reads, points and types. */
export interface Pace {
  readonly name: string;
  /** Reads what has to be read, else every word on the way. */
  readonly skims: boolean;
  /** Words a minute. */
  readonly reading: number;
  /** For each character that the helper types while it is read out, in seconds. */
  readonly dictationS: number;
}

/**
 * Reading Norwegian aloud: 204 words a minute, standard deviation 31 (Nachtnebel and Falkenberg 2024, the Norwegian IReST,
 * doi:10.15626/sjovs.v17i1.4102, 25 adults). Whoever reads for the first time what to do is taken to read no faster than aloud.
 * Typing: "random letters" and "complex codes" of the keystroke-level model (Card, Moran and Newell 1983).
 */
export const paces: readonly Pace[] = [
  { name: 'headings and buttons', skims: true, reading: 204, dictationS: 0.5 },
  { name: 'every word', skims: false, reading: 204, dictationS: 0.5 },
  { name: 'every word, slowly', skims: false, reading: 204 - 2 * 31, dictationS: 0.75 },
];

/** Keystroke-level model (Card, Moran and Newell 1980, doi:10.1145/358886.358895): make up one's mind, point, press. Seconds. */
const MIND_S = 1.35;
const POINT_S = 1.1;
const PRESS_S = 0.2;

/** What stands before something that is pressed or read out, and on it. */
export interface Words {
  readonly all: number;
  /** Of the headings, of what is pressed, and of the question who may come in. */
  readonly needed: number;
}

/** One thing that the user does, after the words before it. */
export interface Step {
  readonly what: string;
  readonly words: Words;
  readonly presses: number;
  /** Read out to the helper, who types it, and connects with one key. */
  readonly dictated: number;
  /** What the machines take until the next step can begin, measured. */
  readonly machineMs: number;
}

/** @returns seconds from the first word to the end of the step */
export function secondsOf({ words, presses, dictated, machineMs }: Step, pace: Pace): number {
  return (
    ((pace.skims ? words.needed : words.all) * 60) / pace.reading +
    presses * (MIND_S + POINT_S + PRESS_S) +
    (dictated > 0 ? dictated * pace.dictationS + MIND_S + PRESS_S : 0) +
    machineMs / 1000
  );
}
