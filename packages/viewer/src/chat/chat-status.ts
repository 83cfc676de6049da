import type { ChatMessage, ChatRead } from '@fjernhjelp/protocol';

/** The chat, as the helper sees it. */
export interface ViewerChat {
  /** The oldest first, at most `limits.chatMessages`. */
  readonly messages: readonly (ChatMessage & { readonly own: boolean })[];
  /** What the helper wrote and the host has not told yet that it was said. */
  readonly waiting: readonly string[];
  /** It was written, and then the helper might not chat any more: nobody has seen it. */
  readonly unsaid: readonly string[];
  /** How far each of the others has read. */
  readonly reads: readonly ChatRead[];
  /** Up to here the helper has read. */
  readonly readUpTo: number;
}
