import { encodeUtf8, type InputMessage, limits } from '@fjernhjelp/protocol';

/** What an `input` event of the field means: text, a key that a touch keyboard has no press for, or nothing here. */
const inputKeys: Readonly<Record<string, string>> = {
  deleteContentBackward: 'Backspace',
  deleteContentForward: 'Delete',
  insertLineBreak: 'Enter',
  insertParagraph: 'Enter',
};
const inputTexts = ['insertText', 'insertReplacementText'];

/**
 * @param inputType as in DOM `InputEvent`; composed text does not come this way, but by `compositionend`
 * @returns the messages to send, in order, possibly none
 */
export function messagesOfInput(inputType: string, text: string | null): InputMessage[] {
  const key = inputKeys[inputType];
  if (key !== undefined) {
    return [
      { type: 'key', down: true, code: '', key },
      { type: 'key', down: false, code: '', key },
    ];
  }
  return inputTexts.includes(inputType) ? messagesOfText(text ?? '') : [];
}

/** @returns the text in messages that keep the bound (PROTOCOL.md IN5), never cut within a character */
export function messagesOfText(text: string): InputMessage[] {
  const messages: InputMessage[] = [];
  let piece = '';
  let pieceBytes = 0;
  for (const character of text.toWellFormed()) {
    const sizeBytes = encodeUtf8(character).length;
    if (pieceBytes + sizeBytes > limits.inputTextBytes) {
      messages.push({ type: 'text', text: piece });
      piece = '';
      pieceBytes = 0;
    }
    piece += character;
    pieceBytes += sizeBytes;
  }
  if (piece !== '') messages.push({ type: 'text', text: piece });
  return messages;
}
