import './console.css';
import { formatSessionId } from '@fjernhjelp/protocol';
import { useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../layout/LiveRegion.tsx';
import { useLeaveQuestion } from '../layout/use-leave-question.ts';
import { usePart } from '../layout/use-part.ts';
import { lockLine } from '../pwa/line-lock.ts';
import { NewVersion } from '../pwa/NewVersion.tsx';
import { linkManifest, type WorkerLink } from '../pwa/service-worker-link.ts';
import { useCodeQuestion } from '../recording/CodeQuestion.tsx';
import { CodeKeepingPlace, useNewCodeKeeping } from '../recording/code-keeping.ts';
import { RecordingPlace } from '../recording/RecordingPlace.tsx';
import { readRemembered, remember } from '../storage/remembered.ts';
import { ConnectPage } from './connect/ConnectPage.tsx';
import type { ConnectFields, ConnectRequest } from './connect/connect-request.ts';
import { SessionToCome } from './outcome/SessionToCome.tsx';
import { HelpSheet } from './shortcuts/HelpSheet.tsx';
import { useShortcuts } from './shortcuts/use-shortcuts.ts';
import { CloseQuestion } from './tabs/CloseQuestion.tsx';
import { SessionTabs } from './tabs/SessionTabs.tsx';
import { type OpenSession, useOpenSessions } from './tabs/use-open-sessions.ts';
import { useHash } from './use-hash.ts';

const readFirstFields = (): ConnectFields => ({
  id: '',
  password: '',
  name: readRemembered('helper-name') ?? '',
  organisation: readRemembered('helper-organisation') ?? '',
  reason: '',
});

export interface ConsoleProps {
  openWorker(): WorkerLink;
}

/** The helper's page: the form, and the sessions that were begun with it, one of them seen at a time. */
export function Console(props: ConsoleProps) {
  return (
    <CodeKeepingPlace value={useNewCodeKeeping()}>
      <FormAndSessions {...props} />
    </CodeKeepingPlace>
  );
}

function FormAndSessions({ openWorker }: ConsoleProps) {
  const { t, i18n } = useTranslation();
  const [worker] = useState(openWorker);
  useEffect(() => linkManifest(i18n.language), [i18n.language]);
  const [fields, setFields] = useState(readFirstFields);
  const [isBack, setIsBack] = useState(false);
  const [asked, setAsked] = useState<OpenSession>();
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const [hasShortcuts, setHasShortcuts] = useState(() => readRemembered('shortcuts') !== 'off');
  const hash = useHash();
  const sessions = useOpenSessions();
  const sessionPart = usePart(() => import('./session/Session.tsx'));
  const { all, shown } = sessions;
  const isPlaying = hash === 'opptak' && shown === undefined;
  const others = all.filter(({ number }) => number !== shown);
  const unreadElsewhere = others.reduce((sum, { news }) => sum + (news?.unread ?? 0), 0);

  const { isKept } = useContext(CodeKeepingPlace);
  const codeQuestion = useCodeQuestion();

  useLeaveQuestion(
    all.some(({ news }) => news?.isRunning || (news?.code !== undefined && !isKept(news.code.code))),
  );

  const hasSessions = all.length > 0;
  useEffect(() => (hasSessions ? lockLine() : undefined), [hasSessions]);

  /** Here before the helper has written all. */
  function fetchAhead() {
    sessionPart.fetch();
    // Where it fails, the session says so.
    import('@fjernhjelp/viewer').catch(() => {});
  }

  function connect(begun: ConnectRequest) {
    remember('helper-name', begun.name);
    remember('helper-organisation', begun.organisation);
    fetchAhead();
    sessions.begin(begun);
    // A password is for one try only.
    setFields((before) => ({ ...before, password: '' }));
    setIsBack(true);
  }

  function showForm(): void {
    if (hash !== '') location.hash = '';
    sessions.show(undefined);
  }

  /** Back to the form. */
  function leave(number: number, keeps: 'id' | 'nothing') {
    setFields((before) => ({ ...before, password: '', ...(keeps === 'nothing' && { id: '', reason: '' }) }));
    sessions.close(number);
    showForm();
  }

  function helpOneMore() {
    setFields((before) => ({ ...before, id: '', password: '', reason: '' }));
    showForm();
  }

  function close({ number, news }: OpenSession) {
    codeQuestion.before(news?.code, () => sessions.close(number));
  }

  function askToClose(session: OpenSession) {
    if (session.news?.isRunning) setAsked(session);
    else close(session);
  }

  /** @param steps forwards through the sessions, round and round */
  function step(steps: number) {
    const at = all.findIndex(({ number }) => number === shown);
    const from = at === -1 && steps < 0 ? 0 : at;
    sessions.show(all.at((from + steps) % all.length)?.number);
  }

  useShortcuts(hasShortcuts && !isPlaying, {
    help: () => setIsSheetOpen(true),
    ...(all.length > 0 && {
      new: helpOneMore,
      next: () => step(1),
      previous: () => step(-1),
      nth(place: number) {
        const session = all[place];
        if (session !== undefined) sessions.show(session.number);
      },
      close() {
        const session = all.find(({ number }) => number === shown);
        if (session !== undefined) askToClose(session);
      },
    }),
  });

  const newest = others.findLast(({ isNew, news }) => isNew || (news?.unread ?? 0) > 0);
  return (
    <div className="console" data-in-session={shown !== undefined}>
      {(all.length > 1 || (all.length > 0 && shown === undefined)) && (
        <SessionTabs
          sessions={all}
          shown={shown}
          onShow={(number) => (number === undefined ? helpOneMore() : sessions.show(number))}
          onClose={askToClose}
        />
      )}
      {all.map(({ number, request, news }) => (
        <div key={number} className="session-place" hidden={number !== shown}>
          {sessionPart.loaded === undefined ? (
            <SessionToCome
              isShown={number === shown}
              hasFailed={sessionPart.hasFailed}
              onLeave={(keeps) => leave(number, keeps)}
            />
          ) : (
            <sessionPart.loaded.Session
              request={request}
              isShown={number === shown}
              unreadElsewhere={unreadElsewhere}
              hasShortcuts={hasShortcuts}
              onHelp={() => setIsSheetOpen(true)}
              onOneMore={helpOneMore}
              onNews={(news) => sessions.tell(number, news)}
              onLeave={(keeps) => codeQuestion.before(news?.code, () => leave(number, keeps))}
            />
          )}
        </div>
      ))}
      {all.length === 0 && <NewVersion link={worker} />}
      {shown === undefined &&
        (isPlaying ? (
          <RecordingPlace />
        ) : (
          <ConnectPage
            fields={fields}
            isBack={isBack}
            unread={unreadElsewhere}
            onChange={(changed) => {
              fetchAhead();
              setFields(changed);
            }}
            onConnect={connect}
            onHelp={() => setIsSheetOpen(true)}
          />
        ))}
      {isSheetOpen && (
        <HelpSheet
          isOn={hasShortcuts}
          onSwitch={(isOn) => {
            setHasShortcuts(isOn);
            remember('shortcuts', isOn ? 'on' : 'off');
          }}
          onClose={() => setIsSheetOpen(false)}
        />
      )}
      {asked !== undefined && (
        <CloseQuestion
          id={asked.request.id}
          onStay={() => setAsked(undefined)}
          onClose={() => {
            setAsked(undefined);
            // A recording may have begun since it was asked.
            close(all.find(({ number }) => number === asked.number) ?? asked);
          }}
        />
      )}
      {codeQuestion.dialog}
      <LiveRegion
        text={
          newest?.news === undefined
            ? ''
            : t(newest.news.unread > 0 ? 'tabs.unreadIn' : 'tabs.newsIn', {
                id: formatSessionId(newest.request.id),
                told: newest.news.told,
                count: newest.news.unread,
              })
        }
      />
    </div>
  );
}
