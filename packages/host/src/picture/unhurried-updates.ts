/** So many of them may be without an answer. */
const MOST = 8;

/** Updates that are small for the line, which pacing learns nothing from: their answers may wait (PROTOCOL.md UP27). */
export class UnhurriedUpdates {
  #sent: { readonly sequence: number; readonly sizeBytes: number }[] = [];

  /** Sent and not answered. */
  get bytes(): number {
    return this.#sent.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  /** @param mostBytes that may be without an answer together */
  hasRoomFor(sizeBytes: number, mostBytes: number): boolean {
    return this.#sent.length < MOST && this.bytes + sizeBytes <= mostBytes;
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
