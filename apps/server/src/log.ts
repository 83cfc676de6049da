import pino, { type Logger } from 'pino';

/** What waits while stderr takes nothing; further lines are lost then. */
const MAX_WAITING_BYTES = 64 * 1024;

/** Opens the log: JSON lines on stderr. */
export function openLog(level: string): Logger {
  const stderr = pino.destination({ dest: 2, sync: true, maxLength: MAX_WAITING_BYTES });
  // A full disk is no reason to end everybody's session, and there is nowhere to say it.
  stderr.on('error', () => {});
  return pino({ level }, stderr);
}
