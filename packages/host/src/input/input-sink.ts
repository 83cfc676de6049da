import type { InputMessage } from '@fjernhjelp/protocol';

/** One stage between the wire and the desktop. A stage passes a message on, changes it or drops it. */
export interface InputSink {
  input(message: InputMessage): void;
}
