import type { KeyWay, Scale, Sharpness } from '@fjernhjelp/viewer';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readRemembered, remember } from '../storage/remembered.ts';
import { nameKeys } from './chord.ts';
import type { ConnectRequest } from './connect-request.ts';
import { SessionView } from './SessionView.tsx';
import { useViewer } from './use-viewer.ts';

export interface SessionProps {
  request: ConnectRequest;
  /** @param keeps what of the form is worth keeping for the next try */
  onLeave(keeps: 'id' | 'nothing'): void;
}

const readSharpness = (): Sharpness => (readRemembered('sharpness') === 'always' ? 'always' : 'automatic');

const readKeyWay = (): KeyWay => {
  const kept = readRemembered('key-way');
  return kept === 'character' || kept === 'place' ? kept : 'automatic';
};

/** One session: the viewer, and what the helper sees around it. */
export function Session({ request, onLeave }: SessionProps) {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const controlButton = useRef<HTMLButtonElement>(null);
  const [scale, setScale] = useState<Scale>('fit');
  const [panel, setPanel] = useState(() => readRemembered('panel') ?? '');
  const [sharpness, setSharpness] = useState<Sharpness>(readSharpness);
  const [keyWay, setKeyWay] = useState<KeyWay>(readKeyWay);
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

  const isConnected = status.phase === 'connected';
  const hasControl = status.grants.includes('control');
  useEffect(() => {
    if (!isConnected) return;
    if (hasControl) viewer?.focus();
    else controlButton.current?.focus();
  }, [isConnected, hasControl, viewer]);

  useEffect(() => viewer?.setSharpness(sharpness), [viewer, sharpness]);

  useEffect(() => viewer?.setKeyWay(keyWay), [viewer, keyWay]);

  return (
    <SessionView
      id={request.id}
      status={status}
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
      onAsk={(grant) => viewer?.requestGrant(grant, request.reason)}
      onDrop={(grant) => viewer?.dropGrant(grant)}
      onEnd={() => viewer?.end()}
      onLeave={onLeave}
    />
  );
}
