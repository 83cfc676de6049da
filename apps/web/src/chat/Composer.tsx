import { Button, Field, Label, Textarea, ValidationMessage } from '@digdir/designsystemet-react';
import { limits } from '@fjernhjelp/protocol';
import { PaperplaneIcon } from '@navikt/aksel-icons';
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Phrases, type PhrasesProps } from './Phrases.tsx';

export interface ComposerProps extends Pick<PhrasesProps, 'writer'> {
  /** @returns false when it could not be sent just now: the text stays */
  say(text: string): boolean;
}

/** Where a message is written: Enter sends, Shift+Enter begins another line. */
export function Composer({ writer, say }: ComposerProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [phrase, setPhrase] = useState('');
  const [isRefused, setRefused] = useState(false);

  function send(event?: FormEvent): void {
    event?.preventDefault();
    if (text.trim() === '') return;
    const isSent = say(text);
    setRefused(!isSent);
    if (isSent) setText('');
  }

  function keyDown(event: KeyboardEvent): void {
    // While a word is composed (IME), Enter takes the word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  function choose(chosen: string): void {
    // One after the other is looked at with the arrow keys: the next takes the place of the last.
    setText((before) => (before === '' || before === phrase ? chosen : `${before} ${chosen}`));
    setPhrase(chosen);
  }

  return (
    <form className="chat-composer" onSubmit={send}>
      <Field data-size="sm">
        <Label htmlFor={id}>{t('chat.write')}</Label>
        <Textarea
          id={id}
          rows={2}
          maxLength={limits.chatChars}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={keyDown}
        />
        {isRefused && <ValidationMessage>{t('chat.notNow')}</ValidationMessage>}
      </Field>
      <Phrases writer={writer} onChoose={choose} />
      <Button type="submit" data-size="sm">
        <PaperplaneIcon aria-hidden />
        {t('chat.send')}
      </Button>
    </form>
  );
}
