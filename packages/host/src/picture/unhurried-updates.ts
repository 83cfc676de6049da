/** So many of them, and so many bytes of them, may be without an answer: less than an update of the slowest line. */
const MOST = 8;
const MOST_BYTES = 4 * 1024;

/** Small updates on a quiet line, which pacing learns nothing from: their answers may wait (PROTOCOL.md UP27). */
export class UnhurriedUpdates {
  #sent: { readonly sequence: number; readonly sizeBytes: number }[] = [];

  /** Sent and not answered. */
  get bytes(): number {
    return this.#sent.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  hasRoomFor(sizeBytes: number): boolean {
    return this.#sent.length < MOST && this.bytes + sizeBytes <= MOST_BYTES;
  }

  send(sequence: number, sizeBytes: number): void {
    this.#sent.push({ sequence, sizeBytes });
  }

  /** This update and all before it are painted. */
  acknowledge(sequence: number): void {
    this.#sent = this.#sent.filter((sent) => sent.sequence > sequence);
  }

  /** Nothing of what was sent will be answered. */
  clear(): void {
    this.#sent = [];
  }
}
