import { useEffect, useRef, useState } from 'react';
import { playHidden } from './capture/send-frames.ts';
import type { SmallCopy } from './drawing/small-copy.ts';

const PICTURES_PER_S = 10;

/** The small copy as a video over all other windows, for browsers that put only videos there (Safari). */
export function useVideoHint(copy: SmallCopy): { isOpen: boolean; open(): void; close(): void } {
  const [isOpen, setOpen] = useState(false);
  const video = useRef<HTMLVideoElement>(undefined);

  useEffect(() => {
    const canvas = document.createElement('canvas');
    const stop = copy.drawOn(canvas);
    // Begins with the first picture; a hint that does not come is no failure of the session.
    const made = playHidden(canvas.captureStream(PICTURES_PER_S));
    made.addEventListener('enterpictureinpicture', () => setOpen(true));
    made.addEventListener('leavepictureinpicture', () => setOpen(false));
    video.current = made;
    return () => {
      stop();
      if (document.pictureInPictureElement === made) void document.exitPictureInPicture();
      made.srcObject = null;
    };
  }, [copy]);

  return {
    isOpen,
    open: () => void video.current?.requestPictureInPicture().catch(() => {}),
    close: () => void document.exitPictureInPicture().catch(() => {}),
  };
}
