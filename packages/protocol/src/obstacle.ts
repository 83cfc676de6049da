/** What keeps a helper from seeing or steering all that the user does, the gravest first (PROTOCOL.md CT20). */
export const obstacles = [
  /** The user's session goes on without a screen: its remote desktop window is closed or its line lost. */
  'disconnected',
  /** The user has locked the screen. */
  'locked',
  /** The system shows something that only the user may see and answer: a question for an administrator's consent, a password. */
  'secure-desktop',
  /** The system does not give the picture just now. */
  'no-picture',
  /** A window forbids pictures of itself: it is black or missing in the picture. */
  'protected-window',
  /** The window in front belongs to a program with higher rights: it takes no input from the helper. */
  'elevated-window',
] as const;

export type Obstacle = (typeof obstacles)[number];
