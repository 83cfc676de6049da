import { Paragraph } from '@digdir/designsystemet-react';
import { formatRecordingCode } from '@fjernhjelp/protocol';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeKeepingPlace, type OpenCode } from './code-keeping.ts';

/** The code as it is written down, and that it is nowhere else. Who copies it has it. */
export function RecordedCode({ code }: Pick<OpenCode, 'code'>) {
  const { t } = useTranslation();
  const { keep } = useContext(CodeKeepingPlace);
  return (
    <Paragraph>
      <b>{t('recording.code')}</b>
      <code translate="no" onCopy={() => keep(code)}>
        {formatRecordingCode(code)}
      </code>
      {t('recording.codeText')}
    </Paragraph>
  );
}
