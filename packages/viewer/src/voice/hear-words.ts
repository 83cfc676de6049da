import type { Clock } from '@fjernhjelp/protocol';

/** How often it is listened whether somebody says something, and how often that is told. */
const LISTEN_MS = 2000;
const TELL_EVERY = 15;
/** What is below, as `Level` counts, is nobody's word. */
const QUIET = 0.4;

/**
 * Listens for words, of whomever.
 * @param level the loudest at that moment, as `Level` counts
 * @param heard every 30 s in which somebody said something
 * @returns what ends it
 */
export function hearWords(clock: Clock, level: () => number, heard: () => void): () => void {
  let wasHeard = false;
  let turn = 0;
  let stop = clock.schedule(LISTEN_MS, listen);

  function listen(): void {
    stop = clock.schedule(LISTEN_MS, listen);
    wasHeard ||= level() > QUIET;
    turn += 1;
    if (turn % TELL_EVERY !== 0 || !wasHeard) return;
    wasHeard = false;
    heard();
  }

  return () => stop();
}
