import './files.css';
import { Button, Paragraph } from '@digdir/designsystemet-react';
import type { TransferStatus } from '@fjernhjelp/viewer/status';
import { FileExportIcon, FileImportIcon } from '@navikt/aksel-icons';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFileWords } from './use-file-words.ts';

export interface TransferItemProps {
  transfer: TransferStatus;
  onHold(isHeld: boolean): void;
  onCancel(): void;
  onForget(): void;
}

/** One transfer that is under way or over: how far it is, how it can be stopped, and what became of it. */
export function TransferItem({ transfer, onHold, onCancel, onForget }: TransferItemProps) {
  const { t } = useTranslation();
  const { what } = useFileWords();
  const title = useId();
  const { direction, state, heldBy } = transfer;
  const isOver = state === 'done' || state === 'over';
  const isHeldHere = heldBy.includes('here');
  const named = what(transfer);
  const Icon = direction === 'sending' ? FileExportIcon : FileImportIcon;
  const began = direction === 'sending' ? 'files.sending' : 'files.receiving';
  const ended = direction === 'sending' ? 'files.sent' : 'files.received';
  return (
    <li className="transfer" data-state={state} aria-labelledby={title}>
      <div className="transfer-head">
        <Icon aria-hidden />
        <b id={title}>{t(state === 'done' ? ended : began, { what: named })}</b>
      </div>
      <Going transfer={transfer} labelledBy={title} />
      <Outcome transfer={transfer} />
      <div className="transfer-actions">
        {(state === 'running' || state === 'waiting') && (
          <Button
            variant="secondary"
            data-size="sm"
            data-color="neutral"
            aria-label={t(isHeldHere ? 'files.goOnName' : 'files.holdName', { what: named })}
            onClick={() => onHold(!isHeldHere)}
          >
            {t(isHeldHere ? 'files.goOn' : 'files.hold')}
          </Button>
        )}
        <Button
          variant="tertiary"
          data-size="sm"
          data-color={isOver ? 'neutral' : 'danger'}
          aria-label={t(isOver ? 'files.forgetName' : 'files.cancelName', { what: named })}
          onClick={isOver ? onForget : onCancel}
        >
          {t(isOver ? 'files.forget' : 'files.cancel')}
        </Button>
      </div>
    </li>
  );
}

/** While it is under way. */
function Going({ transfer, labelledBy }: { transfer: TransferStatus; labelledBy: string }) {
  const { t } = useTranslation();
  const { bytes, timeLeft } = useFileWords();
  const { state, totalBytes, doneBytes, bytesPerSecond, secondsLeft, heldBy, problem, path } = transfer;
  if (state === 'listing') return <Paragraph data-size="sm">{t('files.listing')}</Paragraph>;
  if (state === 'offered') return <Paragraph data-size="sm">{t('files.askedThere')}</Paragraph>;
  if (state !== 'running' && state !== 'waiting') return null;
  const amount = t('files.amount', { done: bytes(doneBytes), total: bytes(totalBytes) });
  return (
    <>
      <progress
        value={totalBytes === 0 ? 1 : doneBytes / totalBytes}
        aria-labelledby={labelledBy}
        aria-valuetext={amount}
      />
      <Paragraph data-size="sm" className="transfer-figures">
        {[
          amount,
          bytesPerSecond !== undefined && t('files.rate', { rate: bytes(bytesPerSecond) }),
          secondsLeft !== undefined && timeLeft(secondsLeft),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Paragraph>
      {path !== undefined && (
        <Paragraph data-size="sm" className="transfer-path">
          {path}
        </Paragraph>
      )}
      {state === 'waiting' && heldBy.length === 0 && (
        <Paragraph data-size="sm">{t('files.queued')}</Paragraph>
      )}
      {problem !== undefined && (
        <Paragraph data-size="sm" className="transfer-problem" role="alert">
          {t(`fileproblem.${problem}`)}
        </Paragraph>
      )}
      {problem === undefined && heldBy.includes('here') && (
        <Paragraph data-size="sm">{t('files.heldHere')}</Paragraph>
      )}
      {heldBy.includes('there') && <Paragraph data-size="sm">{t('files.heldThere')}</Paragraph>}
      {heldBy.includes('pause') && <Paragraph data-size="sm">{t('files.heldPause')}</Paragraph>}
    </>
  );
}

/** What became of it; of files that have gone already also while it goes on. */
function Outcome({ transfer }: { transfer: TransferStatus }) {
  const { t } = useTranslation();
  const { state, direction, problem, place, files, doneFiles, failedCount, failed } = transfer;
  const { renamed, renamedCount } = transfer;
  return (
    <>
      {state === 'over' && problem !== undefined && (
        <Paragraph data-size="sm" className="transfer-problem">
          {t(`fileproblem.${problem}`)}
        </Paragraph>
      )}
      {(state === 'done' || (state === 'over' && doneFiles > 0)) && (
        <Paragraph data-size="sm">
          {state === 'done' && failedCount === 0
            ? t('files.doneAll')
            : t('files.doneSome', { done: doneFiles, total: files })}{' '}
          {direction === 'receiving' &&
            place !== undefined &&
            (place === '' ? t('files.downloads') : t('files.place', { place }))}
        </Paragraph>
      )}
      {failedCount > 0 && (
        <details className="transfer-list">
          <summary>{t('files.failed', { count: failedCount })}</summary>
          <ul>
            {failed.map(({ path, problem: why }) => (
              <li key={path}>
                {path}: {t(`fileproblem.${why}`)}
              </li>
            ))}
            <Rest count={failedCount - failed.length} />
          </ul>
        </details>
      )}
      {renamedCount > 0 && (
        <details className="transfer-list">
          <summary>{t('files.renamed', { count: renamedCount })}</summary>
          <ul>
            {renamed.map(({ path, storedPath }) => (
              <li key={path}>
                {path} → {storedPath}
              </li>
            ))}
            <Rest count={renamedCount - renamed.length} />
          </ul>
        </details>
      )}
    </>
  );
}

/** How many more there are than are shown. */
export function Rest({ count }: { count: number }) {
  const { t } = useTranslation();
  return count > 0 ? <li>{t('files.more', { count })}</li> : null;
}
