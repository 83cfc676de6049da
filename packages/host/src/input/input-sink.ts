import type { InputMessage } from '@fjernhjelp/protocol';
import type { DesktopInput } from '../ports.ts';

/** One stage between the wire and the desktop. A stage passes a message on, changes it or drops it. */
export interface InputSink<Message = DesktopInput> {
  input(message: Message): void;
}

/** A stage that still has positions on screens, as the wire has them. */
export type ScreenInputSink = InputSink<InputMessage>;
