import './receipt.css';
import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { shortPath } from '../files/short-path.ts';
import { Rest } from '../files/TransferItem.tsx';
import { useAmounts } from '../language/use-amounts.ts';
import { unfinishedFacts } from './unfinished-facts.ts';
import { type UnfinishedFiles, type UnfinishedOf, unfinishedFiles } from './unfinished-files.ts';

export interface UnfinishedNoteProps {
  people: readonly UnfinishedOf[];
  /** Whose page it is. */
  side: 'user' | 'helper';
}

/** After the end: the files that did not arrive, what is left of them here, and who can send them again. */
export function UnfinishedNote({ people, side }: UnfinishedNoteProps) {
  const { t } = useTranslation();
  const files = unfinishedFiles(people, side);
  if (files === undefined) return null;
  return (
    <Alert data-color="warning" data-size="sm" className="unfinished">
      <Heading level={2} data-size="2xs">
        {t('unfinished.title', { count: files.count })}
      </Heading>
      <UnfinishedList files={files} side={side} />
      <Paragraph>{t(whoCanSendAgain(files, side))}</Paragraph>
    </Alert>
  );
}

/** The files themselves, and whether something of them is left here. */
export function UnfinishedList({ files, side }: { files: UnfinishedFiles; side: 'user' | 'helper' }) {
  const { t } = useTranslation();
  const { bytes } = useAmounts();
  const { count, shown, left } = files;
  const way = (grant: 'files-to-user' | 'files-from-user', name: string) => {
    const isToUser = grant === 'files-to-user';
    if (side === 'helper') return t(isToUser ? 'unfinished.toUser' : 'unfinished.fromUser');
    if (name === '') return t(isToUser ? 'unfinished.toYou' : 'unfinished.fromYou');
    return t(isToUser ? 'unfinished.toUserHere' : 'unfinished.fromUserHere', { name });
  };
  return (
    <>
      <ul>
        {shown.map((file, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name may come twice.
          <li key={at}>
            <bdi>{shortPath(file.name)}</bdi>
            <small>{[way(file.grant, file.helper), ...unfinishedFacts(file, t, bytes)].join(' · ')}</small>
          </li>
        ))}
        <Rest count={count - shown.length} />
      </ul>
      {(left === 'nothing' || left === 'removing') && <Paragraph>{t(`unfinished.${left}`)}</Paragraph>}
    </>
  );
}

function whoCanSendAgain({ hasToUser, hasFromUser }: UnfinishedFiles, side: 'user' | 'helper') {
  if (hasToUser && hasFromUser) return 'unfinished.bothAgain';
  if (hasToUser === (side === 'helper')) return 'unfinished.youAgain';
  return side === 'helper' ? 'unfinished.userAgain' : 'unfinished.helperAgain';
}
