import type { HostStatus } from '@fjernhjelp/host/status';
import type { VoiceProblem } from '@fjernhjelp/protocol';

/**
 * @returns why the user can talk with nobody, once however many helpers there are; undefined while somebody may, and where the
 *   operator has no direct paths: nothing that the user does would change that
 */
export function noVoiceOf({ helpers, directAllowed, paused }: HostStatus): VoiceProblem | undefined {
  const voices = helpers.flatMap(({ voice, grants }) =>
    voice === undefined ? [] : [{ ...voice, isHeld: grants.some(({ grant }) => grant === 'voice') }],
  );
  if (paused || voices.some(({ isHeld, unable }) => isHeld || unable === undefined)) return undefined;
  const why = voices[0]?.unable;
  return why === 'by-operator' || (why === 'forbidden' && directAllowed === undefined) ? undefined : why;
}
