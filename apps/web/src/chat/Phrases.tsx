import { Field, Label, Select } from '@digdir/designsystemet-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllLanguages } from '../language/use-all-languages.ts';

const numbers = ['1', '2', '3', '4', '5', '6'] as const;

export interface PhrasesProps {
  /** Who writes. */
  writer: 'helper' | 'user';
  onChoose(phrase: string): void;
}

/** Ready-made sentences in every language, the person's own first. They are put into the field, not sent. */
export function Phrases({ writer, onChoose }: PhrasesProps) {
  const { t } = useTranslation();
  const languages = useAllLanguages();
  const id = useId();
  return (
    <Field data-size="sm">
      <Label htmlFor={id}>{t('chat.phrases')}</Label>
      <Select id={id} value="" onChange={(event) => onChoose(event.currentTarget.value)}>
        <Select.Option value="" disabled>
          {t('chat.choosePhrase')}
        </Select.Option>
        {languages.map(({ code, name }) => (
          <Select.Optgroup key={code} label={name}>
            {numbers.map((number) => {
              const phrase =
                writer === 'helper'
                  ? t(`helperphrases.${number}`, { lng: code })
                  : t(`userphrases.${number}`, { lng: code });
              return (
                <Select.Option key={number} value={phrase} lang={code}>
                  {phrase}
                </Select.Option>
              );
            })}
          </Select.Optgroup>
        ))}
      </Select>
    </Field>
  );
}
