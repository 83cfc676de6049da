/** Whether the host of a session is there (PROTOCOL.md SG8, the same table). */
export type Presence = 'present' | 'away' | 'ended';

export type PresenceEvent = 'registered' | 'lost' | 'grace-over' | 'end';

export const presenceTable: Record<Presence, Partial<Record<PresenceEvent, Presence>>> = {
  /** "registered" here: the host came back on a new socket before the old one was known to be dead. */
  present: { registered: 'present', lost: 'away', end: 'ended' },
  away: { registered: 'present', 'grace-over': 'ended', end: 'ended' },
  ended: {},
};
