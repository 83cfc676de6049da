import { encodeInput, encodeUtf8, limits } from '@fjernhjelp/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messagesOfInput, messagesOfText } from './text-events.ts';

test('IN5 inserted text is text, what only a touch keyboard reports is a key', () => {
  expect(messagesOfInput('insertText', 'é')).toEqual([{ type: 'text', text: 'é' }]);
  expect(messagesOfInput('deleteContentBackward', null)).toEqual([
    { type: 'key', down: true, code: '', key: 'Backspace' },
    { type: 'key', down: false, code: '', key: 'Backspace' },
  ]);
  expect(messagesOfInput('insertFromPaste', 'secret')).toEqual([]);
  expect(messagesOfInput('insertText', null)).toEqual([]);
});

test('IN5 any text arrives whole, in messages within the bound', () => {
  const unit = fc.constantFrom('a', 'å', '€', '😀', '\ud800');
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 6000 }), (characters) => {
      const text = characters.join('');
      const messages = messagesOfText(text);
      const pieces = messages.map((message) => (message.type === 'text' ? message.text : ''));
      expect(pieces.join('')).toBe(text.toWellFormed());
      for (const piece of pieces) expect(encodeUtf8(piece).length).toBeLessThanOrEqual(limits.inputTextBytes);
      for (const message of messages) encodeInput(message);
    }),
    { numRuns: 20 },
  );
});
