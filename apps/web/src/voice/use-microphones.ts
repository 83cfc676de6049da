import type { Viewer } from '@fjernhjelp/viewer';
import { useEffect, useState } from 'react';

type Microphones = Awaited<ReturnType<Viewer['voice']['microphones']>>;

/** @returns the microphones of this machine, also those that come; empty before the page was allowed one */
export function useMicrophones(viewer: Viewer | undefined): Microphones {
  const [all, setAll] = useState<Microphones>([]);
  useEffect(() => {
    if (viewer === undefined) return;
    let isGone = false;
    const read = () =>
      void viewer.voice.microphones().then((found) => {
        if (!isGone) setAll(found);
      });
    read();
    navigator.mediaDevices?.addEventListener('devicechange', read);
    return () => {
      isGone = true;
      navigator.mediaDevices?.removeEventListener('devicechange', read);
    };
  }, [viewer]);
  return all;
}
