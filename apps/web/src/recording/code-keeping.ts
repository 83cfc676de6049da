import { formatRecordingCode, type RecordingCode } from '@fjernhjelp/protocol';
import { createContext, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveText } from '../receipt/save-text.ts';

/** What opens a recording that has something in it, and that recording's name. It is nowhere but in this page. */
export interface OpenCode {
  readonly code: RecordingCode;
  readonly name: string;
}

/** Which codes the person has taken care of. */
export interface CodeKeeping {
  isKept(code: RecordingCode): boolean;
  /** It was saved or copied. */
  keep(code: RecordingCode): void;
}

/** Outside of a page that has one, no code can be lost. */
export const CodeKeepingPlace = createContext<CodeKeeping>({ isKept: () => true, keep() {} });

/** @returns for the top of a page, which lasts as long as the codes do */
export function useNewCodeKeeping(): CodeKeeping {
  const [kept, setKept] = useState<ReadonlySet<RecordingCode>>(new Set());
  return useMemo(
    () => ({
      isKept: (code) => kept.has(code),
      keep: (code) => setKept((before) => new Set(before).add(code)),
    }),
    [kept],
  );
}

/** @returns what saves a code as a text file */
export function useSaveCode(): (open: OpenCode) => void {
  const { t } = useTranslation();
  const { keep } = useContext(CodeKeepingPlace);
  return ({ code, name }) => {
    saveText(t('recording.codeFile', { name }), `${formatRecordingCode(code)}\n`);
    keep(code);
  };
}
