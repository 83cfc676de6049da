/** Two notes up for somebody who comes, two down for somebody who goes; in hertz. */
const notes = { join: [523, 784], leave: [784, 523] } as const;
const NOTE_S = 0.16;
const LOUDNESS = 0.15;

export type Chime = keyof typeof notes;

/** Plays small tones that are made on the spot. */
export interface Chimes {
  play(chime: Chime): void;
  close(): void;
}

/** @param createContext is called for the first tone: browsers allow none before the person has pressed something */
export function createChimes(createContext: () => AudioContext): Chimes {
  let context: AudioContext | undefined;
  let sounding = 0;

  /** One that runs keeps the sound device open, and takes time of the processor, for silence too. */
  function ended(): void {
    sounding -= 1;
    if (sounding === 0) context?.suspend().catch(() => {});
  }

  return {
    play(chime) {
      context ??= createContext();
      // Refused before the person has pressed something: then nothing is heard.
      context.resume().catch(() => {});
      const { currentTime, destination } = context;
      for (const [index, hertz] of notes[chime].entries()) {
        const startS = currentTime + index * NOTE_S;
        const tone = context.createOscillator();
        const volume = context.createGain();
        sounding += 1;
        tone.onended = ended;
        tone.frequency.value = hertz;
        // Neither begins nor ends with a crack.
        volume.gain.setValueAtTime(0, startS);
        volume.gain.linearRampToValueAtTime(LOUDNESS, startS + 0.02);
        volume.gain.exponentialRampToValueAtTime(0.001, startS + NOTE_S * 1.6);
        tone.connect(volume).connect(destination);
        tone.start(startS);
        tone.stop(startS + NOTE_S * 1.6);
      }
    },
    close() {
      void context?.close();
      context = undefined;
      sounding = 0;
    },
  };
}

/**
 * @param before @param now the numbers of the helpers who are in
 * @returns what there is to hear; somebody who comes goes before somebody who leaves
 */
export function chimeBetween(before: readonly number[], now: readonly number[]): Chime | undefined {
  if (now.some((person) => !before.includes(person))) return 'join';
  return before.some((person) => !now.includes(person)) ? 'leave' : undefined;
}
