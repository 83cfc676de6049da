import type { Grant } from '@fjernhjelp/protocol';
import type { KeyWay, Scale, Sharpness } from '@fjernhjelp/viewer';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOfHelper } from '../../recording/open-code.ts';
import { readRemembered, remember } from '../../storage/remembered.ts';
import type { ConnectRequest } from '../connect/connect-request.ts';
import { readDirect } from '../panels/remembered-direct.ts';
import { useRecent } from '../recent/use-recent.ts';
import type { SessionNews } from '../tabs/use-open-sessions.ts';
import { AskReason } from './AskReason.tsx';
import { nameKeys } from './chord.ts';
import { SessionView } from './SessionView.tsx';
import { unreadOf } from './use-chat-lines.ts';
import { useTold } from './use-told.ts';
import { useViewer } from './use-viewer.ts';

export interface SessionProps {
  request: ConnectRequest;
  /** Else another one lies before it. */
  isShown: boolean;
  /** Messages in the other sessions that nobody has seen. */
  unreadElsewhere: number;
  hasShortcuts: boolean;
  onHelp(): void;
  /** The helper wants to begin another session beside it. */
  onOneMore(): void;
  onNews(news: SessionNews): void;
  /** @param keeps what of the form is worth keeping for the next try */
  onLeave(keeps: 'id' | 'nothing'): void;
}

const readSharpness = (): Sharpness => (readRemembered('sharpness') === 'always' ? 'always' : 'automatic');

const readKeyWay = (): KeyWay => {
  const kept = readRemembered('key-way');
  return kept === 'character' || kept === 'place' ? kept : 'automatic';
};

/** One session: the viewer, and what the helper sees around it. */
export function Session(props: SessionProps) {
  const { request, isShown, onNews } = props;
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const controlButton = useRef<HTMLButtonElement>(null);
  const [scale, setScale] = useState<Scale>('fit');
  const [panel, setPanel] = useState(() => readRemembered('panel') ?? '');
  const [sharpness, setSharpness] = useState<Sharpness>(readSharpness);
  const [hidesToolbar, setHidesToolbar] = useState(() => readRemembered('toolbar') === 'hides');
  const [keyWay, setKeyWay] = useState<KeyWay>(readKeyWay);
  const [asking, setAsking] = useState<{ readonly grant: Grant; calledOff?: (() => void) | undefined }>();
  const [chord, setChord] = useState('');
  const { status, viewer } = useViewer(request, () => ({
    container: container.current!,
    label: t('session.screen'),
    drawingLabel: t('drawing.surface'),
    describe(keys) {
      const named = nameKeys(keys);
      setChord(named);
      return t('session.leaveScreenLong', { keys: named });
    },
    onRelease: () => controlButton.current?.focus(),
  }));

  const told = useTold(status);
  const isRunning = status.phase === 'connected' || status.phase === 'reconnecting';
  const unread = isRunning ? unreadOf(status) : 0;
  const newsPort = useRef(onNews);
  newsPort.current = onNews;
  const { code, name } = codeOfHelper(status.recording) ?? {};
  useEffect(
    () =>
      newsPort.current({
        told,
        isRunning,
        unread,
        code: code === undefined || name === undefined ? undefined : { code, name },
      }),
    [told, isRunning, unread, code, name],
  );
  const annotate = useRecent(status, request.reason);

  useEffect(() => viewer?.setBehind(!isShown), [viewer, isShown]);

  const isConnected = status.phase === 'connected';
  const hasControl = status.grants.includes('control');
  const { paused } = status;
  useEffect(() => {
    // Who writes in a panel goes on there: the rest of a sentence is not for the user's machine.
    if (!isConnected || !isShown || document.activeElement?.closest('.panel')) return;
    if (hasControl) viewer?.focus();
    else controlButton.current?.focus();
  }, [isConnected, hasControl, isShown, viewer]);
  useEffect(() => {
    // What told of the pause had the keyboard, and is gone.
    if (paused || !isConnected || !isShown || document.activeElement !== document.body) return;
    if (hasControl) viewer?.focus();
    else controlButton.current?.focus();
  }, [paused, isConnected, hasControl, isShown, viewer]);

  useEffect(() => viewer?.setSharpness(sharpness), [viewer, sharpness]);

  useEffect(() => viewer?.setDirect(readDirect()), [viewer]);

  useEffect(() => viewer?.setKeyWay(keyWay), [viewer, keyWay]);

  const isAsking = asking !== undefined && isRunning && !status.grants.includes(asking.grant);
  useEffect(() => {
    // Given meanwhile in another way, or over: it does not come back later.
    if (!isAsking) setAsking(undefined);
  }, [isAsking]);

  return (
    <>
      <SessionView
        id={request.id}
        status={status}
        told={told}
        unread={unread}
        isShown={isShown}
        unreadElsewhere={props.unreadElsewhere}
        hasShortcuts={props.hasShortcuts}
        hidesToolbar={hidesToolbar}
        scale={scale}
        chord={chord}
        container={container}
        controlButton={controlButton}
        viewer={viewer}
        sharpness={sharpness}
        panel={panel}
        keyWay={keyWay}
        onKeyWay={(next) => {
          setKeyWay(next);
          remember('key-way', next);
        }}
        onSharpness={(next) => {
          setSharpness(next);
          remember('sharpness', next);
        }}
        onPanel={(next) => {
          setPanel(next);
          remember('panel', next);
        }}
        onScale={(next) => {
          setScale(next);
          viewer?.setScale(next);
        }}
        onAsk={(grant, calledOff) => {
          if (status.requestedGrant !== undefined) return;
          setAsking({ grant, calledOff });
        }}
        onDrop={(grant) => viewer?.dropGrant(grant)}
        onEnd={() => viewer?.end()}
        onHelp={props.onHelp}
        onOneMore={props.onOneMore}
        onHideToolbar={(hides) => {
          setHidesToolbar(hides);
          remember('toolbar', hides ? 'hides' : '');
        }}
        onNote={annotate}
        onLeave={props.onLeave}
      />
      {isAsking && isShown && (
        <AskReason
          key={asking.grant}
          grant={asking.grant}
          reason={request.reason}
          canAsk={isConnected}
          onAsk={(reason) => {
            setAsking(undefined);
            viewer?.requestGrant(asking.grant, reason);
          }}
          onCancel={() => {
            setAsking(undefined);
            asking.calledOff?.();
          }}
        />
      )}
    </>
  );
}
