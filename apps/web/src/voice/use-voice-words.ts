import type { VoiceProblem } from '@fjernhjelp/protocol';
import { useTranslation } from 'react-i18next';

/** @returns what says why there is no talking, and what to do. `name` is who is at the other end, as within a sentence. */
export function useVoiceWords(): (
  problem: { readonly why: VoiceProblem; readonly isTheirs: boolean },
  name: string,
) => string {
  const { t } = useTranslation();
  return ({ why, isTheirs }, name) =>
    isTheirs ? t(`voiceproblemtheirs.${why}`, { name }) : t(`voiceproblem.${why}`);
}
