import { Button, Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { HelperStatus } from '@fjernhjelp/host/status';
import { useTranslation } from 'react-i18next';
import { Rest } from '../../files/TransferItem.tsx';
import type { PhaseProps } from '../UserWindow.tsx';

export interface CopiedFilesProps extends Pick<PhaseProps, 'send'> {
  copied: NonNullable<NonNullable<HelperStatus['files']>['copied']>;
  /** The helper's. */
  name: string;
  person: number;
}

/**
 * The user has copied files, which may be meant for this helper. It takes no focus: the user is at work elsewhere, and a key that
 * was meant for that must not answer.
 */
export function CopiedFiles({ copied, name, person, send }: CopiedFilesProps) {
  const { t } = useTranslation();
  const { copy, names, count, problem } = copied;
  return (
    <Card asChild variant="tinted" className="files-offer">
      <section>
        <Heading level={2} data-size="2xs">
          {t('files.copied', { count, name, file: names[0] })}
        </Heading>
        {count > 1 && (
          <ul>
            {names.map((file, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a name may come twice, and the list does not change.
              <li key={at}>{file}</li>
            ))}
            <Rest count={count - names.length} />
          </ul>
        )}
        <Paragraph data-size="sm">{t('files.copiedText', { name })}</Paragraph>
        {problem !== undefined && (
          <Paragraph className="transfer-problem" role="alert">
            {t(problem === 'too-many' ? 'files.tooMany' : 'files.unreadable')}
          </Paragraph>
        )}
        <div className="window-answer" data-color="accent">
          <Button variant="secondary" onClick={() => send({ type: 'files-send-copied', person, copy })}>
            {t('files.sendCopied', { name })}
          </Button>
        </div>
      </section>
    </Card>
  );
}
