import type { EndReason, Grant, Obstacle } from '@fjernhjelp/protocol';

/**
 * All that the user's window shows, as plain JSON; a new one is pushed on every change.
 * The browser door and the client's window show the same thing.
 */
export interface HostStatus {
  /**
   * connecting: no ID yet, the server is being reached · waiting: ID and password shown ·
   * asking: a helper knew the password and waits for the user's consent · sharing: the helper is in ·
   * reconnecting: was sharing or asking, the line broke · ended: over, for `endReason`
   */
  readonly phase: 'connecting' | 'waiting' | 'asking' | 'sharing' | 'reconnecting' | 'ended';
  /** Nine digits, ungrouped; from "waiting" on. */
  readonly id?: string;
  /** Sixteen letters, ungrouped; only while "waiting". */
  readonly password?: string;
  /** False while the line to the server is broken (in any phase); it is being tried again. */
  readonly online: boolean;
  /** Wrong passwords since this password was made, and how many make a new one. */
  readonly wrongTries: number;
  readonly maxTries: number;
  /** The password was replaced because of too many wrong ones; until the next helper is let in. */
  readonly passwordReplaced: boolean;
  /** Who asks or is in: as they stated it, never verified. */
  readonly helper?: { readonly name: string; readonly organisation: string; readonly reason: string };
  readonly grants: readonly Grant[];
  /** A grant that the helper asks for just now. */
  readonly requestedGrant?: { readonly grant: Grant; readonly reason: string };
  /** What keeps the helper from seeing or steering just now. */
  readonly obstacle?: Obstacle;
  readonly endReason?: EndReason;
}

/** What the user can do in the window. */
export type UserCommand =
  /** Lets the asking helper in with the default grants. */
  | { readonly type: 'allow' }
  | { readonly type: 'decline' }
  | { readonly type: 'allow-grant'; readonly grant: Grant }
  | { readonly type: 'decline-grant'; readonly grant: Grant }
  | { readonly type: 'revoke-grant'; readonly grant: Grant }
  | { readonly type: 'end' }
  /** After "ended": a new ID and password. */
  | { readonly type: 'start-again' };

const grantCommands = ['allow-grant', 'decline-grant', 'revoke-grant'];
const plainCommands = ['allow', 'decline', 'end', 'start-again'];

/** @returns the command, or undefined when the text is none */
export function parseUserCommand(text: string): UserCommand | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
  const { type } = value;
  if (typeof type !== 'string') return undefined;
  if (plainCommands.includes(type)) return { type } as UserCommand;
  if (!grantCommands.includes(type) || !('grant' in value)) return undefined;
  const { grant } = value;
  if (grant !== 'view' && grant !== 'point' && grant !== 'control') return undefined;
  return { type, grant } as UserCommand;
}
