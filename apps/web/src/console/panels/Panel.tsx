import './panel.css';
import { Button, Heading } from '@digdir/designsystemet-react';
import { XMarkIcon } from '@navikt/aksel-icons';
import type { ReactNode } from 'react';

export interface PanelFrameProps {
  /** The toolbar's button names it. */
  id: string;
  title: string;
  closeLabel: string;
  onClose(): void;
  children: ReactNode;
}

/** Beside the remote screen, or below it where there is little room. */
export function Panel({ id, title, closeLabel, onClose, children }: PanelFrameProps) {
  return (
    <aside className="panel" id={id} aria-labelledby={`${id}-title`} data-size="sm">
      <div className="panel-head">
        <Heading level={2} data-size="2xs" id={`${id}-title`} tabIndex={-1}>
          {title}
        </Heading>
        <Button icon variant="tertiary" data-color="neutral" aria-label={closeLabel} onClick={onClose}>
          <XMarkIcon aria-hidden />
        </Button>
      </div>
      {children}
    </aside>
  );
}
