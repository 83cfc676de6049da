import { expect, test } from 'vitest';
import { chatAsText } from './save-chat.ts';

test('a saved conversation is plain text with who, when and what', () => {
  const atMs = new Date(2026, 10, 25, 14, 3, 9).getTime();
  const text = chatAsText(
    'Samtale',
    [
      { number: 1, own: true, name: 'Kari Hansen', text: 'Hei\ndu', atMs },
      { number: 2, own: false, name: 'Brukeren', text: '<b>Hei</b>', atMs: atMs + 1000 },
    ],
    'nb',
  );
  expect(text).toBe(
    'Samtale\n\n25.11.2026, 14:03:09  Kari Hansen:\nHei\ndu\n\n25.11.2026, 14:03:10  Brukeren:\n<b>Hei</b>\n',
  );
});
