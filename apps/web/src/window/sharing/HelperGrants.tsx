import { Button, Heading, Paragraph, Tag } from '@digdir/designsystemet-react';
import type { HelperStatus } from '@fjernhjelp/host/status';
import { TrashIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { grantIcons } from '../../grants/grant-icons.ts';
import { LineMark } from '../../line/LineMark.tsx';
import type { PhaseProps } from '../UserWindow.tsx';
import { useHelperName } from '../use-headline.ts';
import { ClipboardNews } from './ClipboardNews.tsx';

export interface HelperGrantsProps extends Pick<PhaseProps, 'send'> {
  helper: HelperStatus;
  /** There are others: this one can be sent out alone. */
  canBeDismissed: boolean;
}

/** What one helper may do, each with the way to take it back. */
export function HelperGrants({ helper, canBeDismissed, send }: HelperGrantsProps) {
  const { t } = useTranslation();
  const name = useHelperName()(helper);
  const { person, grants } = helper;
  return (
    <section>
      <div className="grants-head">
        <Heading level={2} data-size="2xs">
          {t('window.mayTitle', { name })}
        </Heading>
        {canBeDismissed && (
          <Button
            variant="tertiary"
            data-size="sm"
            data-color="danger"
            aria-label={t('window.dismissName', { name })}
            onClick={() => send({ type: 'dismiss', person })}
          >
            {t('window.dismiss')}
          </Button>
        )}
      </div>
      {helper.line !== undefined && helper.state === 'sharing' && (
        <Paragraph data-size="sm">
          <LineMark line={helper.line} />
        </Paragraph>
      )}
      {helper.state === 'sharing-broken' && <Paragraph data-size="sm">{t('window.lineLost')}</Paragraph>}
      {grants.length === 0 && <Paragraph>{t('window.mayNothing')}</Paragraph>}
      <ul className="grants">
        {grants.map(({ grant, duration }) => {
          const Icon = grantIcons[grant];
          return (
            <li key={grant}>
              <Icon aria-hidden />
              <span>
                {t(`grants.${grant}.may`)}
                {duration === 'now' && (
                  <Tag data-size="sm" data-color="info">
                    {t('window.nowTag')}
                  </Tag>
                )}
              </span>
              <Button
                variant="secondary"
                data-size="sm"
                data-color="neutral"
                aria-label={t(`grants.${grant}.revoke`)}
                onClick={() => send({ type: 'revoke-grant', person, grant })}
              >
                {t('window.revoke')}
              </Button>
            </li>
          );
        })}
      </ul>
      {helper.hasDrawn && (
        <Button
          variant="secondary"
          data-size="sm"
          data-color="neutral"
          className="clear-drawings"
          onClick={() => send({ type: 'clear-drawings', person })}
        >
          <TrashIcon aria-hidden />
          {t('drawing.clearForUser', { name })}
        </Button>
      )}
      <ClipboardNews helper={helper} />
    </section>
  );
}
