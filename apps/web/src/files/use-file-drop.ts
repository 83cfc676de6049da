import { type PickedFile, readDropped } from '@fjernhjelp/viewer/picked-files';
import { type RefObject, useEffect, useRef, useState } from 'react';

/**
 * Takes files that are dropped on an element.
 * @returns whether files hang over it just now
 */
export function useFileDrop(
  element: RefObject<HTMLElement | null>,
  onPicked: (picked: Promise<readonly PickedFile[]>) => void,
): boolean {
  const [isOver, setOver] = useState(false);
  const heard = useRef(onPicked);
  heard.current = onPicked;

  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const off = new AbortController();
    const listen = (type: string, take: (event: DragEvent) => void) =>
      target.addEventListener(type, (event) => take(event as DragEvent), { signal: off.signal });
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;

    listen('dragover', (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    });
    listen('dragleave', ({ relatedTarget }) => {
      if (!target.contains(relatedTarget as Node | null)) setOver(false);
    });
    listen('drop', (event) => {
      if (event.dataTransfer === null || !hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      heard.current(readDropped(event.dataTransfer));
    });
    // Beside it a browser would leave the page to show the file.
    for (const type of ['dragover', 'drop'] as const)
      window.addEventListener(type, (event) => event.preventDefault(), { signal: off.signal });
    return () => off.abort();
  }, [element]);

  return isOver;
}
