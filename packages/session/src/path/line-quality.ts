import { type Clock, limits } from '@fjernhjelp/protocol';

/** good: nobody notices it · fair: it is felt · poor: it is in the way */
export type LineQuality = 'good' | 'fair' | 'poor';

/** How a session's line does, as both ends show it. */
export interface LineStatus {
  /** direct: from end to end · relay: through the server */
  readonly path: 'direct' | 'relay';
  readonly quality: LineQuality;
  /** Missing until it was measured. */
  readonly roundTripMs?: number;
}

/** From here on a round trip is felt while typing, and from here on it is in the way. */
const FELT_MS = 120;
const IN_THE_WAY_MS = 350;
/** A line that was lost is not called good again for so long. */
const REMEMBERED_MS = limits.graceMs;

export interface LineGrade {
  /** The line was lost. */
  lost(): void;
  /** @param roundTripMs undefined: not measured yet */
  of(roundTripMs: number | undefined): LineQuality;
}

/** Grades a line by its round trip and by how often it was lost (PROTOCOL.md DP9). */
export function createLineGrade(clock: Clock): LineGrade {
  let losses: number[] = [];
  return {
    lost() {
      losses.push(clock.now());
    },
    of(roundTripMs = 0) {
      losses = losses.filter((at) => clock.now() - at < REMEMBERED_MS);
      if (roundTripMs >= IN_THE_WAY_MS || losses.length > 1) return 'poor';
      return roundTripMs >= FELT_MS || losses.length > 0 ? 'fair' : 'good';
    },
  };
}
