/** How long runs take, and how much longer those will that are to come. */
export interface Progress {
  /** @param runs how many there will be in all */
  expect(runs: number): void;
  /** A run begins. */
  begin(): {
    begins(phase: string): void;
    /** @returns for people: how long the run took, each of its phases, and the time that is left */
    ends(): string;
  };
}

export function createProgress(nowMs: () => number = () => performance.now()): Progress {
  let expected = 0;
  let done = 0;
  let spentMs = 0;
  return {
    expect(runs) {
      expected = runs;
    },
    begin() {
      const begunMs = nowMs();
      const phases: { name: string; atMs: number }[] = [];
      return {
        begins(name) {
          phases.push({ name, atMs: nowMs() });
        },
        ends() {
          const endMs = nowMs();
          done++;
          spentMs += endMs - begunMs;
          const each = phases.map(
            ({ name, atMs }, i) => `${name} ${seconds((phases[i + 1]?.atMs ?? endMs) - atMs)}`,
          );
          const left = Math.max(0, expected - done);
          const leftMinutes = Math.ceil(((spentMs / done) * left) / 60_000);
          return `${seconds(endMs - begunMs)} s (${each.join(', ')}); ${left} runs left, about ${leftMinutes} min`;
        },
      };
    },
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
