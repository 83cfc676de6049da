import { listRecordings, type StoredRecording } from '@fjernhjelp/viewer/recording';
import { useEffect, useState } from 'react';

/** @returns the recordings in this browser, and what reads them once more */
export function useStored(): { stored: readonly StoredRecording[]; refresh(): void } {
  const [stored, setStored] = useState<readonly StoredRecording[]>([]);
  const refresh = () => void listRecordings().then(setStored);
  useEffect(refresh, []);
  return { stored, refresh };
}
