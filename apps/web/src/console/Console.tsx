import './console.css';
import { Heading, Link, Paragraph } from '@digdir/designsystemet-react';
import { missingFeature } from '@fjernhjelp/viewer/missing-feature';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '../layout/PageFrame.tsx';
import { useTitle } from '../layout/use-title.ts';
import { readRemembered, remember } from '../storage/remembered.ts';
import { ConnectForm, type ConnectFormProps } from './ConnectForm.tsx';
import type { ConnectFields, ConnectRequest } from './connect-request.ts';
import { MissingFeature } from './MissingFeature.tsx';
import { Session } from './Session.tsx';
import { useHash } from './use-hash.ts';

const RecordingPage = lazy(() => import('../recording/RecordingPage.tsx'));

const readFirstFields = (): ConnectFields => ({
  id: '',
  password: '',
  name: readRemembered('helper-name') ?? '',
  organisation: readRemembered('helper-organisation') ?? '',
  reason: '',
});

/** The helper's page: the form, or the session that was begun with it. */
export function Console() {
  const [fields, setFields] = useState(readFirstFields);
  const [request, setRequest] = useState<ConnectRequest>();
  const [isBack, setIsBack] = useState(false);
  const isPlaying = useHash() === 'opptak';

  function connect(begun: ConnectRequest) {
    remember('helper-name', begun.name);
    remember('helper-organisation', begun.organisation);
    setRequest(begun);
  }

  /** Back to the form; a password is for one try only. */
  function leave(keeps: 'id' | 'nothing') {
    setFields((before) => ({ ...before, password: '', ...(keeps === 'nothing' && { id: '', reason: '' }) }));
    setRequest(undefined);
    setIsBack(true);
  }

  if (request !== undefined) return <Session request={request} onLeave={leave} />;
  if (isPlaying)
    return (
      <Suspense>
        <RecordingPage />
      </Suspense>
    );
  return <ConnectPage fields={fields} isBack={isBack} onChange={setFields} onConnect={connect} />;
}

function ConnectPage(props: ConnectFormProps) {
  const { t } = useTranslation();
  const [missing] = useState(() => missingFeature());
  useTitle(t('console.title'));
  return (
    <PageFrame
      name={t('console.name')}
      footer={
        <span>
          <Link href="#opptak">{t('recording.playLink')}</Link> · {t('console.forUsers')}{' '}
          <Link href="/">{t('console.forUsersLink')}</Link>
        </span>
      }
    >
      <div className="connect">
        <Heading level={1} data-size="lg">
          {t('console.title')}
        </Heading>
        <Paragraph data-size="lg" className="lead">
          {t('console.lead')}
        </Paragraph>
        {missing === undefined ? <ConnectForm {...props} /> : <MissingFeature feature={missing} />}
      </div>
    </PageFrame>
  );
}
