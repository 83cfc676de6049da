import type { Viewer, ViewerOptions, ViewerStatus } from '@fjernhjelp/viewer';
import { firstStatus } from '@fjernhjelp/viewer/status';
import { useEffect, useState } from 'react';
import type { ConnectRequest } from '../connect/connect-request.ts';

const notLoaded: ViewerStatus = { ...firstStatus, phase: 'failed', failure: { code: 'unreachable' } };

export interface ViewerPorts
  extends Pick<ViewerOptions, 'container' | 'label' | 'drawingLabel' | 'onRelease'> {
  /** @param chord the keys that leave the screen, as the DOM names them */
  describe(chord: readonly string[]): string;
}

/**
 * Runs one session for as long as the component is there.
 * @param readPorts is called once the viewer is loaded
 * @returns the viewer once it is loaded; it is loaded only now, so that the form comes without it
 */
export function useViewer(
  request: ConnectRequest,
  readPorts: () => ViewerPorts,
): { status: ViewerStatus; viewer: Viewer | undefined } {
  const [status, setStatus] = useState(firstStatus);
  const [viewer, setViewer] = useState<Viewer>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a session has one life; what is said in it may change, the session does not.
  useEffect(() => {
    let isGone = false;
    let opened: Viewer | undefined;
    import('@fjernhjelp/viewer').then(
      ({ createViewer, releaseChord }) => {
        if (isGone) return;
        const { describe, ...ports } = readPorts();
        const serverUrl = location.origin.replace(/^http/, 'ws');
        opened = createViewer({ ...request, ...ports, serverUrl, description: describe(releaseChord) });
        opened.subscribe(setStatus);
        setStatus(opened.status);
        setViewer(opened);
      },
      // The rest of the page could not be fetched.
      () => setStatus(notLoaded),
    );
    return () => {
      isGone = true;
      opened?.close();
    };
  }, [request]);

  return { status, viewer };
}
