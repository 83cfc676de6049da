import { Button } from '@digdir/designsystemet-react';
import { DownloadIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { ChatLine } from './line.ts';
import { chatAsText, saveText } from './save-chat.ts';

/** Keeps the conversation as a text file. Nothing when nobody said anything. */
export function SaveChat({ lines }: { lines: readonly ChatLine[] }) {
  const { t, i18n } = useTranslation();
  if (lines.length === 0) return null;

  function save(): void {
    const day = new Date(lines[0]?.atMs ?? 0).toISOString().slice(0, 10);
    saveText(`${t('chat.fileName')}-${day}.txt`, chatAsText(t('chat.fileTitle'), lines, i18n.language));
  }

  return (
    <Button variant="tertiary" className="flush" data-size="sm" onClick={save}>
      <DownloadIcon aria-hidden />
      {t('chat.save')}
    </Button>
  );
}
