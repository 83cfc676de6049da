import './people.css';
import { Button, Card, Paragraph, Tag } from '@digdir/designsystemet-react';
import { formatPassword, type Password, type Person } from '@fjernhjelp/protocol';
import { HandFingerIcon, PersonPlusIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panels.ts';

/** Who else is in, who has control, and how a colleague comes in. */
export function PeoplePanel({ status, viewer, onAsk, onDrop, ...frame }: PanelProps) {
  const { t } = useTranslation();
  const { people, you, grants, requestedGrant, invitation } = status;
  const isAsking = requestedGrant === 'invite';
  return (
    <Panel {...frame} title={t('people.title')} closeLabel={t('people.close')}>
      <ul className="people">
        {people.map((person) => (
          <li key={person.person}>
            <Who person={person} isYou={person.person === you} />
            {person.person !== you && grants.includes('control') && (
              <Button
                variant="secondary"
                data-color="neutral"
                aria-label={t('people.handOverName', { name: person.name || t('people.someone') })}
                onClick={() => viewer?.handOver(person.person)}
              >
                <HandFingerIcon aria-hidden />
                {t('people.handOver')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {people.length < 2 && <Paragraph>{t('people.alone')}</Paragraph>}
      {invitation === undefined ? (
        <div className="people-invite">
          <Button
            variant="secondary"
            aria-disabled={requestedGrant !== undefined}
            aria-describedby="people-invite-hint"
            onClick={() => requestedGrant === undefined && onAsk('invite')}
          >
            <PersonPlusIcon aria-hidden />
            {t(isAsking ? 'people.asked' : 'people.invite')}
          </Button>
          <Paragraph id="people-invite-hint">{t('people.inviteText')}</Paragraph>
        </div>
      ) : (
        <Card variant="tinted" className="people-invitation" aria-live="polite">
          <Paragraph>{t('people.invitation')}</Paragraph>
          <code translate="no">{formatPassword(invitation as Password)}</code>
          <Button variant="secondary" onClick={() => onDrop('invite')}>
            {t('people.stopInviting')}
          </Button>
        </Card>
      )}
    </Panel>
  );
}

function Who({ person, isYou }: { person: Person; isYou: boolean }) {
  const { t } = useTranslation();
  const { name, organisation, control, records } = person;
  return (
    <div>
      <b>{name || t('people.someone')}</b>
      {organisation !== '' && <span>{organisation}</span>}
      <span className="people-tags">
        {isYou && <Tag data-color="neutral">{t('people.you')}</Tag>}
        {control && <Tag data-color="accent">{t('people.hasControl')}</Tag>}
        {records && <Tag data-color="danger">{t('people.records')}</Tag>}
      </span>
    </div>
  );
}
