import { Alert, Heading, Link, Paragraph } from '@digdir/designsystemet-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../language/text-key.ts';
import type { Operator } from '../operator/operator.ts';
import type { Machine } from './machine.ts';

export interface NoDoorProps {
  machine: Machine;
  /** There were ways in, and none opened. */
  hasTried: boolean;
  contact: Operator['contact'];
  heading: Ref<HTMLHeadingElement>;
}

/** Nothing opens here: why, and what to do. */
export function NoDoor({ machine, hasTried, contact, heading }: NoDoorProps) {
  const { t } = useTranslation();
  const [title, text] = reasonOf(machine, hasTried);
  const needsAddress = machine.kind === 'handheld' && !hasTried;
  return (
    <Alert className="no-door">
      <Heading level={2} data-size="xs" ref={heading} tabIndex={-1}>
        {t(title)}
      </Heading>
      <Paragraph className="under">{t(text)}</Paragraph>
      {needsAddress && <p className="no-door-address">{location.host}</p>}
      {!needsAddress && (
        <Paragraph className="under">
          {contact?.url === undefined ? (
            t('doors.askOperator')
          ) : (
            <>
              {t('doors.askContact')} <Link href={contact.url}>{contact.text}</Link>
            </>
          )}
        </Paragraph>
      )}
    </Alert>
  );
}

function reasonOf(machine: Machine, hasTried: boolean): readonly [TextKey, TextKey] {
  if (hasTried) return ['doors.triedTitle', 'doors.triedText'];
  if (machine.kind === 'handheld') return ['doors.handheldTitle', 'doors.handheldText'];
  if (machine.sharing === 'not-encrypted') return ['doors.insecureTitle', 'doors.insecureText'];
  if (machine.sharing === 'unknown-to-browser') return ['doors.browserOldTitle', 'doors.browserOldText'];
  return ['doors.noneTitle', 'doors.noneText'];
}
