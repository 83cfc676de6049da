import { ChevronDownIcon } from '@navikt/aksel-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface ToolbarPlaceProps {
  /** The toolbar is out of the way until it is wanted. */
  hides: boolean;
  /** It is wanted until it is sent away again. */
  isPulledOut: boolean;
  onPull(isPulledOut: boolean): void;
  children: ReactNode;
}

/** Holds the toolbar above the remote screen, or over its upper edge while it is wanted: a user's task bar is seldom there. */
export function ToolbarPlace({ hides, isPulledOut, onPull, children }: ToolbarPlaceProps) {
  const { t } = useTranslation();
  const text = t(isPulledOut ? 'toolbar.away' : 'toolbar.show');
  return (
    <div className="toolbar-place" data-hides={hides} data-pulled={isPulledOut}>
      {children}
      {hides && (
        <button
          type="button"
          className="toolbar-handle"
          data-color-scheme="dark"
          aria-expanded={isPulledOut}
          aria-label={text}
          title={text}
          onClick={() => onPull(!isPulledOut)}
        >
          <ChevronDownIcon aria-hidden />
        </button>
      )}
    </div>
  );
}
