import { Button } from '@digdir/designsystemet-react';
import { readRecording, removeRecording } from '@fjernhjelp/viewer/recording';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAmounts } from '../language/use-amounts.ts';
import { saveFile } from '../storage/save-file.ts';

interface StoredActionsProps {
  name: string;
  sizeBytes: number;
  onChange(): void;
}

/** Takes a recording out of the browser, or deletes it: on the second press. */
export function StoredActions({ name, sizeBytes, onChange }: StoredActionsProps) {
  const { t } = useTranslation();
  const { bytes } = useAmounts();
  const [isSure, setIsSure] = useState(false);
  return (
    <>
      <span>{bytes(sizeBytes)}</span>
      <Button
        type="button"
        variant="tertiary"
        aria-label={t('recording.saveName', { name })}
        onClick={async () => saveFile(name, await readRecording(name))}
      >
        {t('recording.save')}
      </Button>
      <Button
        type="button"
        variant="tertiary"
        data-color="danger"
        aria-label={isSure ? t('recording.removeSure') : t('recording.removeName', { name })}
        onBlur={() => setIsSure(false)}
        onClick={() => {
          if (isSure) void removeRecording(name).then(onChange);
          else setIsSure(true);
        }}
      >
        {t(isSure ? 'recording.removeSure' : 'recording.remove')}
      </Button>
    </>
  );
}
