/** Types and offsets of the events that a clipboard is made of (Xlib.h, Xfixes.h; 64-bit Linux). */
export const eventTypes = {
  propertyNotify: 28,
  selectionClear: 29,
  selectionRequest: 30,
  selectionNotify: 31,
} as const;

export const PROPERTY_CHANGE_MASK = 1 << 22;
export const EVENT_BYTES = 192;

/** XPropertyEvent. */
export const propertyEvent = { window: 32, atom: 40, state: 56, newValue: 0, deleted: 1 } as const;
/** XSelectionClearEvent. */
export const clearEvent = { window: 32, selection: 40 } as const;
/** XSelectionRequestEvent. */
export const requestEvent = {
  owner: 32,
  requestor: 40,
  selection: 48,
  target: 56,
  property: 64,
  time: 72,
} as const;
/** XSelectionEvent. */
export const selectionEvent = {
  type: 0,
  requestor: 32,
  selection: 40,
  target: 48,
  property: 56,
  time: 64,
} as const;
/** XFixesSelectionNotifyEvent; its type is the extension's event base. */
export const ownerEvent = { subtype: 40, owner: 48, selection: 56, selectionTime: 72, ownerSet: 0 } as const;

/** @returns an XID, atom or time, which are C longs of which the lower half counts */
export function longAt(event: Buffer, offset: number): number {
  return event.readUInt32LE(offset);
}
