import './door.css';
import { useEffect, useRef, useState } from 'react';
import { type BrowserGlobals, type Features, featuresOf } from './features.ts';
import { Intro } from './Intro.tsx';
import type { OpenDoor } from './open-door.ts';
import { canStore } from './recording/can-store.ts';

/** What a session is made of: much more than the page that says what it is. */
const load = () => Promise.all([import('./open-door.ts'), import('./RunningDoor.tsx')]);
type Loaded = Awaited<ReturnType<typeof load>>;

/** @returns the same, without a storage for recordings: that is known only when it was asked for */
const without = (features: Features): Features => ({
  ...features,
  lacks: [...features.lacks, 'lackRecording'],
});

interface Running {
  readonly opened: OpenDoor;
  readonly Page: Loaded[1]['RunningDoor'];
}

/** Where a user shows the screen without a program: what it is, and then the same as the client's window. */
export function DoorPage() {
  const [features] = useState(() => featuresOf(globalThis as unknown as BrowserGlobals));
  const [canRecord, setCanRecord] = useState(true);
  const [running, setRunning] = useState<Running>();
  const [hasFailed, setFailed] = useState(false);
  const current = useRef<OpenDoor>(undefined);

  async function open(): Promise<void> {
    setFailed(false);
    try {
      const [{ openDoor }, { RunningDoor }] = await load();
      current.current?.close();
      current.current = openDoor(await canStore());
      setRunning({ opened: current.current, Page: RunningDoor });
    } catch {
      setFailed(true);
    }
  }

  useEffect(() => {
    // While the user reads. Where that fails the button tries again, and tells.
    void load().catch(() => {});
    void canStore().then(setCanRecord);
    // A page that is left, or loaded anew, is the end: the password was nowhere but in it.
    const leave = () => {
      current.current?.close();
      current.current = undefined;
      setRunning(undefined);
    };
    addEventListener('pagehide', leave);
    return () => removeEventListener('pagehide', leave);
  }, []);

  if (running === undefined)
    return (
      <Intro
        features={canRecord ? features : without(features)}
        hasFailed={hasFailed}
        onStart={() => void open()}
      />
    );
  const { opened, Page } = running;
  return <Page opened={opened} hint={features.hint} onAgain={() => void open()} />;
}
