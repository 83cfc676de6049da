import { Field, Input, Label, ValidationMessage } from '@digdir/designsystemet-react';
import type { ChangeEvent, ClipboardEvent, Ref } from 'react';
import { regroup } from '../../codes/regroup.ts';

export interface CodeFieldProps {
  label: string;
  hint: string;
  value: string;
  groupLength: number;
  error: string | undefined;
  onChange(text: string): void;
  onPaste(event: ClipboardEvent<HTMLInputElement>): void;
  ref: Ref<HTMLInputElement>;
  inputMode: 'numeric' | 'text';
}

/** A field for an ID or a password: grouped and in capitals while it is typed, its problem said aloud at once. */
export function CodeField(props: CodeFieldProps) {
  const { label, hint, value, groupLength, error, onChange, onPaste, ref, inputMode } = props;

  function group(event: ChangeEvent<HTMLInputElement>) {
    const input = event.currentTarget;
    const native = event.nativeEvent as InputEvent;
    const capitals = input.value.toUpperCase();
    // An input method is not finished yet; a letter that has no capital of its own length would move the caret.
    if (!native.isComposing && capitals.length === input.value.length) {
      const caret = input.selectionStart ?? capitals.length;
      const isForward = native.inputType === 'deleteContentForward';
      const grouped = regroup({ text: capitals, caret }, groupLength, isForward);
      // Set here and not by the next rendering, which would put the caret at the end.
      input.value = grouped.text;
      input.setSelectionRange(grouped.caret, grouped.caret);
    }
    onChange(input.value);
  }

  return (
    <Field className="code-field">
      <Label>{label}</Label>
      <Field.Description>{hint}</Field.Description>
      <Input
        ref={ref}
        value={value}
        onChange={group}
        onPaste={onPaste}
        inputMode={inputMode}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={error === undefined ? undefined : true}
      />
      <div aria-live="polite">{error !== undefined && <ValidationMessage>{error}</ValidationMessage>}</div>
    </Field>
  );
}
