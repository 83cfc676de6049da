import './files.css';
import type { TransferStatus } from '@fjernhjelp/viewer/status';
import { useTranslation } from 'react-i18next';
import { Rest } from './TransferItem.tsx';
import { useFileWords } from './use-file-words.ts';

/** What somebody is asked to take. */
export function OfferList({ transfer: { list, listRest } }: { transfer: TransferStatus }) {
  const { t } = useTranslation();
  const { bytes } = useFileWords();
  return (
    // A long list scrolls: the keyboard must get there.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is a region that scrolls.
    <section className="offer-list" aria-label={t('files.listLabel')} tabIndex={0}>
      <ul>
        {list.map(({ path, kind, sizeBytes }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a path may come twice, and the list does not change.
          <li key={at}>
            <span>{kind === 'folder' ? `${path}/` : path}</span>
            {kind === 'file' && <span>{bytes(sizeBytes)}</span>}
          </li>
        ))}
        <Rest count={listRest} />
      </ul>
    </section>
  );
}
