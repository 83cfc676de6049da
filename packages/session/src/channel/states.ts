/**
 * connected: a line is there and the other end has shown itself on it · reconnecting: there is none within the grace
 * period, or one on which the other end has not been heard · ending: this end has ended it and says so · ended: over.
 */
export type ChannelState = 'connected' | 'reconnecting' | 'ending' | 'ended';

export type ChannelEvent =
  /** The transport closed, fell silent or used up its keys. */
  | 'line-lost'
  /** The other end was heard on a new line. */
  | 'resumed'
  /** This end ends it: a person did, or a rule was broken. There is a line to say so on. */
  | 'end'
  /** The same, without a line. */
  | 'end-offline'
  /** What had to be said is with the transport, or took too long. */
  | 'flushed'
  /** The other end said that it is over. */
  | 'peer-ended'
  | 'grace-over';

/** PROTOCOL.md "States of a channel". What is not in the table changes nothing in that state. */
export const channelTransitions: Readonly<Record<ChannelState, Partial<Record<ChannelEvent, ChannelState>>>> =
  {
    connected: { 'line-lost': 'reconnecting', end: 'ending', 'peer-ended': 'ended' },
    reconnecting: {
      resumed: 'connected',
      end: 'ending',
      'end-offline': 'ended',
      'peer-ended': 'ended',
      'grace-over': 'ended',
    },
    ending: { flushed: 'ended', 'line-lost': 'ended' },
    ended: {},
  };
