import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Busy } from '../../layout/Busy.tsx';
import { StrangersWarning } from '../../safety/StrangersWarning.tsx';
import { EndBar } from '../EndBar.tsx';
import type { PhaseProps } from '../UserWindow.tsx';
import { Codes } from './Codes.tsx';
import { ReadAloud } from './ReadAloud.tsx';

/** ID and password, to be read to the helper. */
export function Waiting({ status, send }: PhaseProps) {
  const { t } = useTranslation();
  const { id, password, online, wrongTries, maxTries, passwordReplaced } = status;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that began this is gone with the focus. A page that has just been opened is read from its beginning instead.
    if (navigator.userActivation.hasBeenActive && document.activeElement === document.body)
      heading.current?.focus();
  }, []);
  return (
    <>
      <main className="window-main">
        <Heading level={1} data-size="xs" ref={heading} tabIndex={-1}>
          {t('window.waitingTitle')}
        </Heading>
        <Codes status={status} />
        <div aria-live="polite" aria-atomic className="tries">
          {passwordReplaced && (
            <Alert data-color="warning">
              <Heading level={2} data-size="2xs">
                {t('window.replaced')}
              </Heading>
              <Paragraph className="under">{t('window.replacedText', { max: maxTries })}</Paragraph>
            </Alert>
          )}
          {wrongTries > 0 && (
            <Alert data-color="warning">
              <Heading level={2} data-size="2xs">
                {t('window.wrongTries', { count: wrongTries, max: maxTries })}
              </Heading>
              <Paragraph className="under">{t('window.wrongTriesText')}</Paragraph>
            </Alert>
          )}
        </div>
        <div className="waiting-state" aria-live="polite">
          <Busy size="xs" />
          <span>{online ? t('window.waitingState') : t('window.offline')}</span>
        </div>
        {id !== undefined && password !== undefined && <ReadAloud id={id} password={password} />}
        <StrangersWarning isSmall />
      </main>
      <EndBar onEnd={() => send({ type: 'end' })} />
    </>
  );
}
