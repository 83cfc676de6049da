import { useCallback, useEffect, useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import { clientLink } from './client-link.ts';
import { OPENING_MS, type Opening, type OpeningEvent, openingTransitions } from './opening.ts';

/** Opens the installed client, and watches what seems to become of it. */
export function useClientLink(): { opening: Opening; open(): void } {
  const { i18n } = useTranslation();
  const [opening, happen] = useReducer(
    (state: Opening, event: OpeningEvent) => openingTransitions[state][event] ?? state,
    'idle',
  );

  useEffect(() => {
    const leave = () => happen('left');
    const hide = () => {
      if (document.visibilityState === 'hidden') leave();
    };
    addEventListener('blur', leave);
    document.addEventListener('visibilitychange', hide);
    return () => {
      removeEventListener('blur', leave);
      document.removeEventListener('visibilitychange', hide);
    };
  }, []);

  useEffect(() => {
    if (opening !== 'opening') return;
    const timer = setTimeout(() => happen('waited'), OPENING_MS);
    return () => clearTimeout(timer);
  }, [opening]);

  const open = useCallback(() => {
    happen('pressed');
    location.assign(clientLink(i18n.language, location.search));
  }, [i18n.language]);
  return { opening, open };
}
