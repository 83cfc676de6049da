import { Button } from '@digdir/designsystemet-react';
import { ExternalLinkIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { DoorStatus } from './door-status.ts';
import type { HintKind } from './features.ts';
import { HintWindow } from './HintWindow.tsx';
import type { OpenDoor } from './open-door.ts';
import { useDocumentHint } from './use-document-hint.ts';
import { useVideoHint } from './use-video-hint.ts';

export interface HintProps {
  opened: OpenDoor;
  status: DoorStatus;
}

/** Shows what the helper points at in a small window over everything else, as far as the browser has one. */
export function Hint({ kind, ...props }: HintProps & { kind: HintKind }) {
  return kind === 'document' ? <DocumentHint {...props} /> : <VideoHint {...props} />;
}

function DocumentHint({ opened, status }: HintProps) {
  const { window: hint, open, close } = useDocumentHint();
  return (
    <>
      <HintButton isOpen={hint !== undefined} onClick={hint === undefined ? open : close} />
      {hint !== undefined && <HintWindow hint={hint} opened={opened} status={status} />}
    </>
  );
}

function VideoHint({ opened }: HintProps) {
  const { isOpen, open, close } = useVideoHint(opened.copy);
  return <HintButton isOpen={isOpen} onClick={isOpen ? close : open} />;
}

function HintButton({ isOpen, onClick }: { isOpen: boolean; onClick(): void }) {
  const { t } = useTranslation();
  return (
    <Button variant="secondary" data-size="sm" onClick={onClick}>
      <ExternalLinkIcon aria-hidden />
      {t(isOpen ? 'door.hintClose' : 'door.hint')}
    </Button>
  );
}
