import { Details, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { groupsOf } from '../../codes/groups.ts';

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type Letter = 'A' | 'D' | 'E' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M' | 'O' | 'R' | 'S' | 'V';

/** How to say ID and password on the telephone. */
export function ReadAloud({ id, password }: { id: string; password: string }) {
  const { t } = useTranslation();
  return (
    <Details onToggle={({ currentTarget }) => (currentTarget as HTMLElement).scrollIntoView()}>
      <Details.Summary>{t('window.readAloud')}</Details.Summary>
      <Details.Content>
        <ul className="aloud">
          {groupsOf(id, 3).map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be equal, and they never move.
            <li key={index}>
              <b>{group}</b>
              <span>{[...group].map((digit) => t(`digits.${digit as Digit}`)).join(', ')}</span>
            </li>
          ))}
        </ul>
        <Paragraph>{t('window.readAloudText')}</Paragraph>
        <ul className="aloud">
          {groupsOf(password, 4).map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be equal, and they never move.
            <li key={index}>
              <b>{group}</b>
              <span>{[...group].map((letter) => t(`letters.${letter as Letter}`)).join(', ')}</span>
            </li>
          ))}
        </ul>
      </Details.Content>
    </Details>
  );
}
