/** How loud a sound is, for a person to see. */
export interface Level {
  /** @returns 0 … 1: the loudest of the last moment, as ears measure it */
  read(): number;
  close(): void;
}

/** From here on a sound is silence. */
const SILENCE_DB = -60;

export function createLevel(track: MediaStreamTrack): Level {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  const samples = new Float32Array(analyser.fftSize);
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  return {
    read() {
      analyser.getFloatTimeDomainData(samples);
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      return peak === 0 ? 0 : Math.max(0, Math.min(1, 1 - (20 * Math.log10(peak)) / SILENCE_DB));
    },
    close: () => void context.close(),
  };
}
