import type { DesktopEvent } from '../../events.ts';

/** Window messages that tell what becomes of the desktop. */
export const messages = {
  close: 0x0010,
  queryEndSession: 0x0011,
  endSession: 0x0016,
  displayChange: 0x007e,
  powerBroadcast: 0x0218,
  sessionChange: 0x02b1,
} as const;

/** PBT_APM… */
const power: Readonly<Record<number, DesktopEvent>> = { 4: 'suspended', 7: 'resumed', 18: 'resumed' };

/** WTS_… */
const session: Readonly<Record<number, DesktopEvent>> = {
  1: 'reconnected',
  2: 'disconnected',
  3: 'reconnected',
  4: 'disconnected',
  7: 'locked',
  8: 'unlocked',
};

/**
 * @param word the message's wParam
 * @returns what the message tells of the desktop, undefined for any other
 */
export function eventOf(message: number, word: number): DesktopEvent | undefined {
  switch (message) {
    case messages.endSession:
      // 0: somebody else would not let the user log off.
      return word === 0 ? undefined : 'ending';
    case messages.close:
      return 'close-asked';
    case messages.displayChange:
      return 'screens-changed';
    case messages.powerBroadcast:
      return power[word];
    case messages.sessionChange:
      return session[word];
    default:
      return undefined;
  }
}
