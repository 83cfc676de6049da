import './files.css';
import { Button, Paragraph } from '@digdir/designsystemet-react';
import { type PickedFile, pickedOf } from '@fjernhjelp/viewer/picked-files';
import { FilesIcon, FolderIcon } from '@navikt/aksel-icons';
import { type ChangeEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFileDrop } from './use-file-drop.ts';

export interface FilePickerProps {
  hint: 'files.dropHint' | 'files.dropHintWindow';
  /** @param picked rejects when something of it cannot be read */
  onPicked(picked: Promise<readonly PickedFile[]>): void;
}

/** React's types do not know it. */
const wholeFolder = { webkitdirectory: '' };

/** Two dialogs and a place to drop things on: files, and whole folders. */
export function FilePicker({ hint, onPicked }: FilePickerProps) {
  const { t } = useTranslation();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const isOver = useFileDrop(area, onPicked);

  function changed({ currentTarget }: ChangeEvent<HTMLInputElement>): void {
    const picked = pickedOf(currentTarget.files ?? []);
    // The same choice once more is a choice, too.
    currentTarget.value = '';
    if (picked.length > 0) onPicked(Promise.resolve(picked));
  }

  return (
    <div className="file-picker" ref={area} data-over={isOver}>
      <div className="file-picker-buttons">
        <Button variant="secondary" data-size="sm" onClick={() => files.current?.click()}>
          <FilesIcon aria-hidden />
          {t('files.pickFiles')}
        </Button>
        <Button variant="secondary" data-size="sm" onClick={() => folder.current?.click()}>
          <FolderIcon aria-hidden />
          {t('files.pickFolder')}
        </Button>
      </div>
      <Paragraph data-size="sm">{t(isOver ? 'files.dropHere' : hint)}</Paragraph>
      <input ref={files} type="file" multiple hidden data-testid="files" onChange={changed} />
      <input ref={folder} type="file" {...wholeFolder} hidden data-testid="folder" onChange={changed} />
    </div>
  );
}
