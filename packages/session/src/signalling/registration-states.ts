/** connecting: no ID yet · online: the broker knows this host · away: the line is broken and tried again · over: done. */
export type RegistrationState = 'connecting' | 'online' | 'away' | 'over';

export type RegistrationEvent =
  | 'registered'
  | 'line-lost'
  /** This end or the broker ended it, it was refused, or the grace period is over. */
  | 'over';

/** PROTOCOL.md "States of a registration". */
export const registrationTransitions: Readonly<
  Record<RegistrationState, Partial<Record<RegistrationEvent, RegistrationState>>>
> = {
  connecting: { registered: 'online', over: 'over' },
  online: { 'line-lost': 'away', over: 'over' },
  away: { registered: 'online', over: 'over' },
  over: {},
};
