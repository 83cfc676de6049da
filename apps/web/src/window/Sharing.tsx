import { Alert, Button, Heading, Paragraph, Spinner } from '@digdir/designsystemet-react';
import type { Grant, Obstacle } from '@fjernhjelp/protocol';
import { EyeIcon, EyeSlashIcon, HandFingerIcon, LocationPinIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../language/text-key.ts';
import { LiveRegion } from '../layout/LiveRegion.tsx';
import { useFocusOnChange } from '../layout/use-focus-on-change.ts';
import type { PhaseProps } from './ClientWindow.tsx';
import { EndBar } from './EndBar.tsx';
import { GrantQuestion } from './GrantQuestion.tsx';
import { titleOf, useHelperName } from './use-headline.ts';

const grantTexts = {
  view: { may: 'window.mayView', revoke: 'window.revokeView', Icon: EyeIcon },
  point: { may: 'window.mayPoint', revoke: 'window.revokePoint', Icon: LocationPinIcon },
  control: { may: 'window.mayControl', revoke: 'window.revokeControl', Icon: HandFingerIcon },
} as const satisfies Readonly<Record<Grant, { may: TextKey; revoke: TextKey; Icon: unknown }>>;

const obstacleTexts = {
  disconnected: 'window.obstacleDisconnected',
  locked: 'window.obstacleLocked',
  'secure-desktop': 'window.obstacleSecure',
  'no-picture': 'window.obstacleNoPicture',
  'protected-window': 'window.obstacleProtected',
  'elevated-window': 'window.obstacleElevated',
} as const satisfies Readonly<Record<Obstacle, TextKey>>;

/** A helper is in: who, what they may do, and how to take it back. */
export function Sharing({ status, send }: PhaseProps) {
  const { t } = useTranslation();
  const name = useHelperName(status);
  const { helper, grants, requestedGrant, phase } = status;
  const obstacle =
    status.obstacle === 'elevated-window' && !grants.includes('control') ? undefined : status.obstacle;
  const isBroken = phase === 'reconnecting';
  const title = titleOf(status);
  const heading = useFocusOnChange<HTMLHeadingElement>(`${title} ${grants.join()} ${requestedGrant?.grant}`);
  const StateIcon = grants.includes('control')
    ? HandFingerIcon
    : grants.includes('view')
      ? EyeIcon
      : EyeSlashIcon;
  return (
    <>
      <main className="window-main">
        <div
          className="state"
          data-state={isBroken ? 'broken' : grants.includes('control') ? 'control' : 'view'}
        >
          {isBroken ? <Spinner aria-hidden data-size="sm" /> : <StateIcon aria-hidden />}
          <div>
            <Heading level={1} data-size="xs" ref={heading} tabIndex={-1}>
              {t(title, { name })}
            </Heading>
            <Paragraph data-size="sm">
              {[isBroken && name, helper?.organisation, t('window.stated')].filter(Boolean).join(' · ')}
            </Paragraph>
          </div>
        </div>
        {isBroken && <Alert>{t('window.reconnectingText')}</Alert>}
        {!isBroken && obstacle !== undefined && <Alert>{t(obstacleTexts[obstacle])}</Alert>}
        {!isBroken && requestedGrant !== undefined && (
          <GrantQuestion key={requestedGrant.grant} status={status} send={send} request={requestedGrant} />
        )}
        <section>
          <Heading level={2} data-size="2xs">
            {t('window.may')}
          </Heading>
          {grants.length === 0 && <Paragraph>{t('window.mayNothing')}</Paragraph>}
          <ul className="grants">
            {grants.map((grant) => {
              const { may, revoke, Icon } = grantTexts[grant];
              return (
                <li key={grant}>
                  <Icon aria-hidden />
                  <span>{t(may)}</span>
                  <Button
                    variant="secondary"
                    data-size="sm"
                    data-color="neutral"
                    aria-label={t(revoke)}
                    onClick={() => send({ type: 'revoke-grant', grant })}
                  >
                    {t('window.revoke')}
                  </Button>
                </li>
              );
            })}
          </ul>
        </section>
      </main>
      <LiveRegion text={isBroken || obstacle === undefined ? '' : t(obstacleTexts[obstacle])} />
      <EndBar isStrong onEnd={() => send({ type: 'end' })} />
    </>
  );
}
