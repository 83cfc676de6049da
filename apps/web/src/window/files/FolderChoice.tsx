import { Field, Input, Label, Select } from '@digdir/designsystemet-react';
import type { FilePlace } from '@fjernhjelp/host/status';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface FolderChoiceProps {
  label: string;
  places: readonly FilePlace[];
  /** @param folder as the system writes it; empty while another is to be typed */
  onFolder(folder: string): void;
}

const OTHER = '';

/** Where something lands: one of the known places, the first at the begin, or a folder that the user types. */
export function FolderChoice({ label, places, onFolder }: FolderChoiceProps) {
  const { t } = useTranslation();
  const [place, setPlace] = useState(places[0]?.folder ?? OTHER);
  const [other, setOther] = useState('');
  return (
    <>
      <Field data-size="sm">
        <Label>{label}</Label>
        <Select
          value={place}
          onChange={({ currentTarget: { value } }) => {
            setPlace(value);
            onFolder(value === OTHER ? other.trim() : value);
          }}
        >
          {places.map(({ name, folder }) => (
            <Select.Option key={folder} value={folder}>
              {t(`fileplace.${name}`)}
            </Select.Option>
          ))}
          <Select.Option value={OTHER}>{t('files.otherPlace')}</Select.Option>
        </Select>
      </Field>
      {place === OTHER && (
        <Field data-size="sm">
          <Label>{t('files.folder')}</Label>
          <Input
            value={other}
            maxLength={1024}
            spellCheck={false}
            onChange={({ currentTarget: { value } }) => {
              setOther(value);
              onFolder(value.trim());
            }}
          />
        </Field>
      )}
    </>
  );
}
