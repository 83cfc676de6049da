import { Button, Card, Fieldset, Paragraph, Radio, Textfield } from '@digdir/designsystemet-react';
import { parseRecordingCode } from '@fjernhjelp/protocol';
import {
  openRecording,
  RECORDING_EXTENSION,
  RecordingError,
  type RecordingFile,
  readRecording,
} from '@fjernhjelp/viewer/recording';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../language/text-key.ts';
import { problemTexts } from './problem-texts.ts';
import { StoredActions } from './StoredActions.tsx';
import { useStored } from './use-stored.ts';

/** Chooses a recording of this browser or of this machine, and opens it with its code. */
export function OpenForm({ onOpen }: { onOpen(file: RecordingFile, name: string): void }) {
  const { t } = useTranslation();
  const { stored, refresh } = useStored();
  const [chosen, setChosen] = useState('');
  const [file, setFile] = useState<File>();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<TextKey>();
  const [codeProblem, setCodeProblem] = useState<TextKey>();

  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    const parsed = parseRecordingCode(code);
    setCodeProblem(parsed === undefined ? 'recording.codeIncomplete' : undefined);
    setProblem(chosen === '' && file === undefined ? 'recording.noFile' : undefined);
    if (parsed === undefined) return;
    try {
      const source = chosen === '' ? file : await readRecording(chosen);
      if (source !== undefined) onOpen(await openRecording(source, parsed), source.name);
    } catch (error) {
      if (error instanceof RecordingError && error.code === 'wrong-code')
        setCodeProblem('recording.codeWrong');
      else setProblem(problemTexts[error instanceof RecordingError ? error.code : 'not-a-recording']);
    }
  }

  return (
    <Card asChild className="recording-open">
      <form onSubmit={open} noValidate>
        <Fieldset>
          <Fieldset.Legend>{t('recording.stored')}</Fieldset.Legend>
          {stored.length === 0 && <Paragraph>{t('recording.storedNone')}</Paragraph>}
          {stored.map(({ name, sizeBytes }) => (
            <div className="recording-stored" key={name}>
              <Radio
                name="recording"
                label={name}
                value={name}
                checked={chosen === name}
                onChange={() => {
                  setChosen(name);
                  setFile(undefined);
                }}
              />
              <StoredActions name={name} sizeBytes={sizeBytes} onChange={refresh} />
            </div>
          ))}
        </Fieldset>
        <Textfield
          type="file"
          accept={RECORDING_EXTENSION}
          label={t('recording.otherFile')}
          error={problem && t(problem)}
          onChange={(event) => {
            setFile((event.currentTarget as HTMLInputElement).files?.[0]);
            setChosen('');
          }}
        />
        <Textfield
          label={t('recording.codeLabel')}
          description={t('recording.codeHint')}
          autoComplete="off"
          spellCheck={false}
          value={code}
          error={codeProblem && t(codeProblem)}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit">{t('recording.open')}</Button>
      </form>
    </Card>
  );
}
