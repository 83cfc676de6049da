/** One key of a Norwegian keyboard as it is pressed (xdotool's words) and what it writes. */
export interface KeyCase {
  readonly name: string;
  /** Presses one after the other; numbers are X keycodes, which are places on the keyboard. */
  readonly press: readonly string[];
  readonly writes: string;
}

/**
 * Every printable key by its place, with what stands on it: plain, with Shift, and with AltGr where a Norwegian
 * keyboard has a third sign printed or X's layout gives a plain one (xkeyboard-config, symbols/no "basic").
 */
const keys: readonly (readonly [place: number, plain: string, shift: string, altGr?: string])[] = [
  [49, '|', '§', '¦'],
  [10, '1', '!', '¡'],
  [11, '2', '"', '@'],
  [12, '3', '#', '£'],
  [13, '4', '¤', '$'],
  [14, '5', '%', '½'],
  [15, '6', '&', '¥'],
  [16, '7', '/', '{'],
  [17, '8', '(', '['],
  [18, '9', ')', ']'],
  [19, '0', '=', '}'],
  [20, '+', '?', '±'],
  [24, 'q', 'Q', '@'],
  [25, 'w', 'W', 'ſ'],
  [26, 'e', 'E', '€'],
  [27, 'r', 'R', '®'],
  [28, 't', 'T', 'þ'],
  [29, 'y', 'Y', '←'],
  [30, 'u', 'U', '↓'],
  [31, 'i', 'I', '→'],
  [32, 'o', 'O', 'œ'],
  [33, 'p', 'P', 'π'],
  [34, 'å', 'Å'],
  [38, 'a', 'A', 'ª'],
  [39, 's', 'S', 'ß'],
  [40, 'd', 'D', 'ð'],
  [41, 'f', 'F', 'đ'],
  [42, 'g', 'G', 'ŋ'],
  [43, 'h', 'H', 'ħ'],
  [44, 'j', 'J'],
  [45, 'k', 'K', 'ĸ'],
  [46, 'l', 'L', 'ł'],
  [47, 'ø', 'Ø'],
  [48, 'æ', 'Æ'],
  [51, "'", '*'],
  [94, '<', '>'],
  [52, 'z', 'Z', '«'],
  [53, 'x', 'X', '»'],
  [54, 'c', 'C', '©'],
  [55, 'v', 'V', '„'],
  [56, 'b', 'B', '“'],
  [57, 'n', 'N', '”'],
  [58, 'm', 'M', 'µ'],
  [59, ',', ';'],
  [60, '.', ':', '…'],
  [61, '-', '_', '–'],
  [65, ' ', ' '],
  [21, '\\', ''],
];

/** Dead keys: pressed before a letter they mark it, before a space they stand alone. */
const deadKeys: readonly KeyCase[] = [
  { name: '´ then e', press: ['ISO_Level3_Shift+21', '26'], writes: 'é' },
  { name: '` then e', press: ['shift+21', '26'], writes: 'è' },
  { name: '¨ then o', press: ['35', '32'], writes: 'ö' },
  { name: '^ then e', press: ['shift+35', '26'], writes: 'ê' },
  { name: '~ then n', press: ['ISO_Level3_Shift+35', '57'], writes: 'ñ' },
  { name: '^ then space', press: ['shift+35', '65'], writes: '^' },
  { name: '~ then space', press: ['ISO_Level3_Shift+35', '65'], writes: '~' },
  { name: '` then space', press: ['shift+21', '65'], writes: '`' },
];

export const norwegianKeys: readonly KeyCase[] = [
  ...keys.flatMap(([place, plain, shift, altGr]) => [
    { name: `key ${place} writes ${plain}`, press: [`${place}`], writes: plain },
    ...(shift
      ? [{ name: `Shift and key ${place} writes ${shift}`, press: [`shift+${place}`], writes: shift }]
      : []),
    ...(altGr
      ? [
          {
            name: `AltGr and key ${place} writes ${altGr}`,
            press: [`ISO_Level3_Shift+${place}`],
            writes: altGr,
          },
        ]
      : []),
  ]),
  ...deadKeys,
];
