import { Alert, Button, Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { UnfinishedList } from '../../receipt/UnfinishedNote.tsx';
import { unfinishedFiles } from '../../receipt/unfinished-files.ts';
import type { PhaseProps } from '../UserWindow.tsx';

/** Helpers who left in the middle of files, while others stay. */
export function LeftInFiles({ status, send }: Pick<PhaseProps, 'status' | 'send'>) {
  const { t } = useTranslation();
  return status.leftInFiles?.map((helper) => {
    const files = unfinishedFiles([helper], 'user');
    if (files === undefined) return null;
    const name = helper.name || t('window.someone');
    return (
      <Alert key={helper.person} data-color="warning" data-size="sm" className="unfinished" role="alert">
        <Heading level={2} data-size="2xs">
          {t('unfinished.leftTitle', { count: files.count, name })}
        </Heading>
        <UnfinishedList files={files} side="user" />
        <Button
          className="under-action"
          variant="secondary"
          data-size="sm"
          aria-label={t('unfinished.hideName', { name })}
          onClick={() => send({ type: 'files-seen', person: helper.person })}
        >
          {t('unfinished.hide')}
        </Button>
      </Alert>
    );
  });
}
