/** One message as a side of the conversation shows it. */
export interface ChatLine {
  readonly number: number;
  readonly own: boolean;
  /** Who said it, as it is shown. */
  readonly name: string;
  readonly text: string;
  /** Milliseconds since 1970 UTC. */
  readonly atMs: number;
}
